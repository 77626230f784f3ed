package dev.parley.embedded;

import java.nio.file.Path;
import java.util.Map;

/** The embedded servers as settings of the launcher: the same keys an operator sets for real servers. */
final class EmbeddedSettings {
    private EmbeddedSettings() {}

    static Map<String, String> of(EmbeddedConnections connections, Path data) {
        var postgres = connections.postgres();
        var redis = connections.redis();
        var mongo = connections.mongo();
        var broker = connections.broker();
        var secrets = data.resolve("secrets");
        return Map.ofEntries(
                Map.entry("postgres.host", postgres.host()),
                Map.entry("postgres.port", Integer.toString(postgres.port())),
                Map.entry("postgres.database", postgres.database()),
                Map.entry("postgres.user", postgres.user()),
                Map.entry("postgres.password", postgres.password().value()),
                Map.entry("redis.host", redis.host()),
                Map.entry("redis.port", Integer.toString(redis.port())),
                Map.entry("redis.password", redis.password().value()),
                Map.entry("mongo.uri", mongo.uri()),
                Map.entry("mongo.database", mongo.database()),
                Map.entry("broker.host", broker.host()),
                Map.entry("broker.port", Integer.toString(broker.port())),
                Map.entry("broker.user", broker.user()),
                Map.entry("broker.password", broker.password().value()),
                Map.entry("broker.virtualHost", broker.virtualHost()),
                // One machine may run several: where each is managed stands in its data folder.
                Map.entry("management.port", "0"),
                Map.entry("auth.keyId", connections.jwt().keyId()),
                Map.entry(
                        "auth.privateKeyFile",
                        secrets.resolve("jwt-private.pem").toString()),
                Map.entry(
                        "auth.publicKeyFile", secrets.resolve("jwt-public.pem").toString()),
                Map.entry("auth.keyDirectory", secrets.resolve("keys").toString()),
                Map.entry(
                        "notification.push.keyFile",
                        secrets.resolve(Secrets.VAPID_KEY).toString()));
    }
}
