package dev.parley.it.system;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Looks into the MongoDB and the Redis of a Parley that runs: the embedded ones, or those of {@code scripts/services}. */
public final class StoredState implements AutoCloseable {
    private static final long ANSWERED_WITHIN_S = 20;

    /** Of the settings that {@code scripts/services} writes. */
    private static final Pattern REDIS = Pattern.compile("(?m)^redis \\{.* port = (\\d+), password = \"([^\"]+)\" }$");

    private static final Pattern MONGO =
            Pattern.compile("(?m)^mongo \\{ uri = \"([^\"]+)\", database = \"([^\"]+)\" }$");

    private final Vertx vertx = Vertx.vertx();
    private final MongoClient mongo;
    private final Redis redis;

    private StoredState(String mongoUri, String database, String redisUri, String redisPassword) {
        this.mongo = MongoClient.create(
                vertx, new JsonObject().put("connection_string", mongoUri).put("db_name", database));
        this.redis = Redis.createClient(
                vertx, new RedisOptions().setConnectionString(redisUri).setPassword(redisPassword));
    }

    public static StoredState of(Installation installation) {
        var settings = installation.data().resolve("services/parley.conf");
        try {
            return Files.exists(settings) ? ofServices(Files.readString(settings)) : ofEmbedded(installation.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredState ofServices(String settings) {
        var mongo = MONGO.matcher(settings);
        var redis = REDIS.matcher(settings);
        if (!mongo.find() || !redis.find()) {
            throw new AssertionError("no mongo or no redis in the settings of the services");
        }
        return new StoredState(
                mongo.group(1), mongo.group(2), "redis://127.0.0.1:" + redis.group(1) + "/0", redis.group(2));
    }

    private static StoredState ofEmbedded(Path data) throws IOException {
        var mongo = read(data, "run/mongo.url");
        int database = mongo.lastIndexOf('/');
        return new StoredState(
                mongo.substring(0, database),
                mongo.substring(database + 1),
                read(data, "run/redis.url"),
                read(data, "secrets/redis-password"));
    }

    private static String read(Path data, String file) throws IOException {
        return Files.readString(data.resolve(file)).strip();
    }

    /** Everyone's receipts and mutes in a room, as JSON. */
    public String receipts(String roomId) {
        var document = await(mongo.findOne("cursors", new JsonObject().put("_id", roomId), null));
        return document == null ? "" : document.encode();
    }

    /** How much of presence has the user's id in it: their own key, and their places in those of all. */
    public long presence(String userId) {
        var own = await(redis.send(Request.cmd(Command.KEYS).arg("*" + userId + "*")));
        var leaving = await(redis.send(
                Request.cmd(Command.ZSCORE).arg("parley:presence:leaving").arg(userId)));
        var nodes = await(redis.send(Request.cmd(Command.KEYS).arg("parley:presence:node:*")));
        long found = own.size() + (leaving == null ? 0 : 1);
        for (var node : nodes) {
            var devices = await(redis.send(Request.cmd(Command.SMEMBERS).arg(node.toString())));
            found += devices.stream()
                    .filter(device -> device.toString().contains(userId))
                    .count();
        }
        return found;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(ANSWERED_WITHIN_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + ANSWERED_WITHIN_S + " s", e);
        }
    }

    @Override
    public void close() {
        redis.close();
        await(mongo.close());
        await(vertx.close());
    }
}
