package dev.parley.notification;

import static dev.parley.notification.NotificationNode.room;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomType;
import dev.parley.postgres.PostgresConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What tests need that kill a {@link NotificationNode} in the middle of its work. */
final class Crash {
    private static final int PER_DELIVERY = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Crash() {}

    /** Publishes {@code each} messages of each room, all rooms' first ones first. */
    static void publishAll(int rooms, int each, Function<List<Event>, Future<Void>> publishing) {
        var sender = new PublicUser(NotificationNode.SENDER, "sender", "Sender");
        for (long seq = 1; seq <= each; seq++) {
            var published = new ArrayList<Future<Void>>();
            for (int number = 0; number < rooms; number += PER_DELIVERY) {
                var events = new ArrayList<Event>();
                for (int i = number; i < number + PER_DELIVERY; i++) {
                    events.add(event(i, seq, sender));
                }
                published.add(publishing.apply(events));
            }
            await(Future.all(published));
        }
    }

    private static Event event(int number, long seq, PublicUser sender) {
        var room = new Room(room(number), RoomType.GROUP, "Room", null, Samples.AT, sender.id(), 2, seq, null, 1);
        var event = Samples.message(room, seq, sender, "message " + seq);
        return new Event(room.id(), seq, event.type(), Samples.AT.plusMillis(seq), event.actor(), event.data());
    }

    /** What {@link #blockRoad} holds is let go when it is closed. */
    static Connection connect(PostgresConfig database) throws SQLException {
        var url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.database();
        return DriverManager.getConnection(url, database.user(), database.password());
    }

    /** Whoever puts the same notification into the list waits until it is known whether this one stays; it never does. */
    static void blockRoad(Connection connection, long seq) throws SQLException {
        connection.setAutoCommit(false);
        try (var insert = connection.prepareStatement("""
                insert into notification.notifications (id, user_id, event_id, kind, title, body, created_at)
                values ('road block', ?, ?, 'message', '', '', now())""")) {
            insert.setString(1, NotificationNode.member(room(0)).value());
            insert.setString(2, room(0) + ":" + seq);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }

    static void kill(Process node) throws InterruptedException {
        assertThat(node.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** The answer, once it is as wanted: for what takes longer than a moment and may fail meanwhile, as on a busy machine. */
    @CanIgnoreReturnValue
    static long patiently(Vertx vertx, Supplier<Future<Long>> question, Predicate<Long> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            long answer = await(question.get().otherwise(-1L));
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the last answer was " + answer);
            }
            await(vertx.timer(50, TimeUnit.MILLISECONDS));
        }
    }
}
