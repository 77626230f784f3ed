package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code run/broker.url}, {@code run/mongo.url} and {@code run/redis.url} in the data folder: where the servers that run on
 * it are reached by whoever has their passwords, which are in {@code secrets/}.
 */
final class ServerFiles {
    private ServerFiles() {}

    static void write(Path data, EmbeddedConnections servers) throws EmbeddedStartException {
        var broker = servers.broker();
        var mongo = servers.mongo();
        var redis = servers.redis();
        write(data, "broker.url", "amqp://%s@%s:%d/%%2F\n".formatted(broker.user(), broker.host(), broker.port()));
        write(data, "mongo.url", "%s/%s\n".formatted(mongo.uri(), mongo.database()));
        write(data, "redis.url", "redis://%s:%d/0\n".formatted(redis.host(), redis.port()));
    }

    private static void write(Path data, String name, String url) throws EmbeddedStartException {
        var file = data.resolve("run").resolve(name);
        try {
            OwnerOnly.write(file, url);
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot write " + file, e);
        }
    }
}
