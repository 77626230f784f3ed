package dev.parley.notification;

import static dev.parley.notification.NotificationNode.USERS;
import static dev.parley.notification.NotificationNode.room;
import static dev.parley.notification.NotificationNode.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.notification.push.PushService.Device;
import dev.parley.notification.push.TestKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the notification node in the middle of 5,000 events, twice. */
class PushCrashTest extends PushFixture {
    private static final int ROOMS = 100;
    private static final int EVENTS_PER_ROOM = 50;
    private static final int EVENTS = ROOMS * EVENTS_PER_ROOM;
    private static final int DEVICES_PER_USER = 2;

    /** What comes before is in the lists, but for the batch of some 200 events that it is part of. */
    private static final long FIRST_BLOCKED = 16;

    private static final long SECOND_BLOCKED = 28;

    /** Whom each room's member reads with. */
    private final Map<RoomId, List<Device>> devices = new HashMap<>();

    @Test
    void nobodyMissesAnythingAndNoListHasAnythingTwice(@TempDir Path folder) throws Exception {
        var vapid = Files.writeString(folder.resolve("vapid.pem"), TestKeys.vapidPem());
        subscribeAll();
        var seen = new ArrayList<Long>();
        var stuck = devices.getOrDefault(room(0), List.of()).get(0).keepsSilent();

        Crash.publishAll(ROOMS, EVENTS_PER_ROOM, this::publishing);
        seen.add(killInTheMiddle(vapid, FIRST_BLOCKED, EVENTS / 4));
        seen.add(killInTheMiddle(vapid, SECOND_BLOCKED, EVENTS / 2));
        int toldAtDeath = told();
        stuck.answers(201);
        var third = NotificationNode.start(database, brokerConfig(), vapid);
        try {
            patiently(() -> counting("notifications"), listed -> listed == EVENTS);
            patiently(() -> Future.succeededFuture((long) told()), all -> all == ROOMS * DEVICES_PER_USER);
        } finally {
            Crash.kill(third);
        }

        long distinct = patiently(
                () -> counting("(select distinct user_id, event_id from notifications) one"), known -> known >= 0);
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
                patiently(() -> counting("notifications"), known -> known >= 0),
                distinct,
                told(),
                ROOMS * DEVICES_PER_USER,
                toldAtDeath,
                pushes,
                USERS * DEVICES_PER_USER);
        assertThat(distinct).isEqualTo(EVENTS);
        assertThat(seen).allSatisfy(listed -> assertThat(listed).isLessThan(EVENTS));
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

    /**
     * Starts a node and kills it when much is in the lists, a batch of events is on its way there, and a push is under way. On any
     * machine: it cannot get beyond the road block, and one device never answers.
     *
     * @param blocked the seq in the first room that it does not get beyond
     * @param listed what is in the lists by then, at least
     * @return what was in the lists when it was killed
     */
    private long killInTheMiddle(Path vapid, long blocked, long listed) throws Exception {
        try (var connection = Crash.connect(database)) {
            Crash.blockRoad(connection, blocked);
            var node = NotificationNode.start(database, brokerConfig(), vapid);
            try {
                patiently(() -> counting("notifications"), some -> some >= listed);
                patiently(() -> Future.succeededFuture((long) service.open()), some -> some > 0);
            } finally {
                Crash.kill(node);
            }
            return patiently(() -> counting("notifications"), known -> known >= 0);
        }
    }

    @CanIgnoreReturnValue
    private long patiently(Supplier<Future<Long>> question, Predicate<Long> wanted) {
        return Crash.patiently(vertx, question, wanted);
    }
}
