package dev.parley.notification;

import static dev.parley.notification.NotificationNode.USERS;
import static dev.parley.notification.NotificationNode.room;
import static dev.parley.notification.NotificationNode.user;
import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomType;
import dev.parley.notification.push.PushService.Device;
import dev.parley.notification.push.TestKeys;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the notification node in the middle of 5,000 events, twice. */
class PushCrashTest extends PushFixture {
    private static final int ROOMS = 100;
    private static final int EVENTS_PER_ROOM = 50;
    private static final int EVENTS = ROOMS * EVENTS_PER_ROOM;
    private static final int PER_DELIVERY = 10;
    private static final int DEVICES_PER_USER = 2;
    /** Now: what is old is pruned from the lists. */
    private static final Instant BEGIN = Instant.now();

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Whom each room's member reads with. */
    private final Map<RoomId, List<Device>> devices = new HashMap<>();

    @Test
    void nobodyMissesAnythingAndNoListHasAnythingTwice(@TempDir Path folder) throws Exception {
        var vapid = Files.writeString(folder.resolve("vapid.pem"), TestKeys.vapidPem());
        subscribeAll();
        var postgres = await(Postgres.open(vertx, database, "notification"));
        var seen = new ArrayList<Long>();

        var first = NotificationNode.start(database, brokerConfig(), vapid);
        publishAll();
        seen.add(killOnce(first, postgres, EVENTS / 4));
        var second = NotificationNode.start(database, brokerConfig(), vapid);
        seen.add(killOnce(second, postgres, EVENTS / 2));
        int toldAtDeath = told();
        var third = NotificationNode.start(database, brokerConfig(), vapid);
        try {
            patiently(PATIENCE, () -> count(postgres, "notifications"), listed -> listed == EVENTS);
            patiently(PATIENCE, () -> Future.succeededFuture((long) told()), all -> all == ROOMS * DEVICES_PER_USER);
        } finally {
            kill(third);
        }

        long distinct = patiently(
                PATIENCE,
                () -> count(postgres, "(select distinct user_id, event_id from notifications) one"),
                known -> known >= 0);
        int pushes = devices.values().stream()
                .flatMap(List::stream)
                .distinct()
                .mapToInt(device -> device.messages().size())
                .sum();
        System.out.printf(
                "kill -9 twice, %d events: in lists when killed %s, in the end %d, distinct %d;"
                        + " rooms of devices told of everything %d of %d (%d when killed), by %d pushes to %d devices%n",
                EVENTS,
                seen,
                patiently(PATIENCE, () -> count(postgres, "notifications"), known -> known >= 0),
                distinct,
                told(),
                ROOMS * DEVICES_PER_USER,
                toldAtDeath,
                pushes,
                USERS * DEVICES_PER_USER);
        assertThat(distinct).isEqualTo(EVENTS);
        assertThat(seen).allSatisfy(listed -> assertThat(listed).isLessThan(EVENTS));
        assertThat(service.wrong()).isEmpty();
        await(postgres.close());
    }

    /** How many rooms of devices have been told of all there is: the last event, and how many there are unread. */
    private int told() {
        int complete = 0;
        for (var room : devices.entrySet()) {
            for (var device : room.getValue()) {
                if (device.payloads().stream().anyMatch(payload -> isLast(room.getKey(), payload))) {
                    complete++;
                }
            }
        }
        return complete;
    }

    private static boolean isLast(RoomId room, JsonObject payload) {
        return (room + ":" + EVENTS_PER_ROOM).equals(payload.getString("eventId"))
                && payload.getInteger("count") == EVENTS_PER_ROOM;
    }

    private void subscribeAll() {
        deploy();
        for (int number = 0; number < USERS; number++) {
            var theirs = new ArrayList<Device>();
            for (int i = 0; i < DEVICES_PER_USER; i++) {
                var device = service.subscribe();
                theirs.add(device);
                subscribe(new PublicUser(user(number), "user" + number, "User"), device);
            }
            for (int room = number; room < ROOMS; room += USERS) {
                devices.put(room(room), theirs);
            }
        }
        undeploy();
    }

    private void publishAll() {
        var sender = new PublicUser(NotificationNode.SENDER, "sender", "Sender");
        for (long seq = 1; seq <= EVENTS_PER_ROOM; seq++) {
            var published = new ArrayList<Future<Void>>();
            for (int number = 0; number < ROOMS; number += PER_DELIVERY) {
                var events = new ArrayList<Event>();
                for (int i = number; i < number + PER_DELIVERY; i++) {
                    events.add(event(i, seq, sender));
                }
                published.add(publishing(events));
            }
            await(Future.all(published));
        }
    }

    private static Event event(int number, long seq, PublicUser sender) {
        var room = new Room(room(number), RoomType.GROUP, "Room", null, Samples.AT, sender.id(), 2, seq, null, 1);
        var event = Samples.message(room, seq, sender, "message " + seq);
        return new Event(room.id(), seq, event.type(), BEGIN.plusMillis(seq), event.actor(), event.data());
    }

    /** @return what was in the lists then */
    private long killOnce(Process node, Postgres postgres, long listed) throws InterruptedException {
        try {
            patiently(PATIENCE, () -> count(postgres, "notifications"), some -> some >= listed);
        } finally {
            kill(node);
        }
        return patiently(PATIENCE, () -> count(postgres, "notifications"), known -> known >= 0);
    }

    private static void kill(Process node) throws InterruptedException {
        assertThat(node.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Future<Long> count(Postgres postgres, String table) {
        return postgres.query("select count(*) from " + table)
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
