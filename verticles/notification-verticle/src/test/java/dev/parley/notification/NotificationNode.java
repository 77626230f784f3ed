package dev.parley.notification;

import static dev.parley.postgres.Await.await;

import dev.parley.broker.BrokerConfig;
import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomType;
import dev.parley.notification.push.PushConfig;
import dev.parley.notification.push.VapidKey;
import dev.parley.notification.webhook.WebhookConfig;
import dev.parley.postgres.PostgresConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A notification node in a process of its own, to be killed. Who is in a room, its number says. */
final class NotificationNode {
    static final int USERS = 50;
    static final UserId SENDER = new UserId("sender");

    private NotificationNode() {}

    static UserId member(RoomId room) {
        return user(Integer.parseInt(room.value().substring("room-".length())) % USERS);
    }

    static UserId user(int number) {
        return new UserId("user-" + number);
    }

    static RoomId room(int number) {
        return new RoomId("room-" + number);
    }

    static Process start(PostgresConfig postgres, BrokerConfig broker, Path vapid) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NotificationNode.class.getName(),
                postgres.host(),
                Integer.toString(postgres.port()),
                postgres.database(),
                postgres.user(),
                broker.host(),
                Integer.toString(broker.port()),
                broker.user(),
                broker.virtualHost(),
                vapid.toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("POSTGRES_PASSWORD", postgres.password());
        builder.environment().put("BROKER_PASSWORD", broker.password());
        return builder.start();
    }

    public static void main(String[] args) throws IOException {
        var environment = System.getenv();
        var postgres = new PostgresConfig(
                args[0],
                Integer.parseInt(args[1]),
                args[2],
                args[3],
                String.valueOf(environment.get("POSTGRES_PASSWORD")),
                4);
        var broker = new BrokerConfig(
                args[4],
                Integer.parseInt(args[5]),
                args[6],
                String.valueOf(environment.get("BROKER_PASSWORD")),
                args[7],
                1);
        var push = new PushConfig(
                VapidKey.fromPem(Files.readString(Path.of(args[8]))),
                "mailto:ada@example.org",
                Duration.ofHours(1),
                100, // none is given up, however long the test takes
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                32,
                true);
        var vertx = Vertx.vertx();
        var bus = new Bus(vertx);
        await(bus.serve(RoomAddresses.AUDIENCE, ask -> Future.succeededFuture(audience(ask.roomId()))));
        await(bus.serve(
                ContactsAddresses.CHECK_BLOCKS, ask -> Future.succeededFuture(new Blocks(List.of(), List.of()))));
        var config = NotificationConfig.withDefaults(postgres, broker)
                .withPush(push)
                .withWebhook(new WebhookConfig(100, Duration.ofMillis(100), Duration.ofSeconds(2), 32, true));
        // Not awaited: on a busy machine it takes as long as it takes, and the test has patience of its own.
        vertx.deployVerticle(new NotificationVerticle(config, Metrics.none()))
                .onFailure(cause -> Runtime.getRuntime().halt(1));
    }

    private static Audience audience(RoomId id) {
        var room = new Room(id, RoomType.GROUP, id.value(), null, Samples.AT, SENDER, 2, 1, null, 1);
        return new Audience(room, List.of(SENDER, member(id)), Set.of());
    }
}
