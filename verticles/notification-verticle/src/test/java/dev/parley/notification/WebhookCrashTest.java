package dev.parley.notification;

import static dev.parley.notification.NotificationNode.USERS;
import static dev.parley.notification.NotificationNode.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.notification.push.TestKeys;
import dev.parley.notification.webhook.Receiver.Hook;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the notification node in the middle of 5,000 events, twice, with two of them running then. */
class WebhookCrashTest extends WebhookFixture {
    private static final int ROOMS = 100;
    private static final int EVENTS_PER_ROOM = 50;
    private static final int EVENTS = ROOMS * EVENTS_PER_ROOM;

    /** What comes before is in the lists, but for the batch of some 200 events that it is part of. */
    private static final long FIRST_BLOCKED = 16;

    private static final long SECOND_BLOCKED = 28;

    private final List<Hook> hooks = new ArrayList<>();

    @Test
    void nothingIsMissedAndNoListHasAnythingTwice(@TempDir Path folder) throws Exception {
        var vapid = Files.writeString(folder.resolve("vapid.pem"), TestKeys.vapidPem());
        saveAll();
        var stuck = hooks.get(0).keepsSilent();
        Crash.publishAll(ROOMS, EVENTS_PER_ROOM, this::publishing);
        var seen = List.of(
                killInTheMiddle(vapid, FIRST_BLOCKED, EVENTS / 4), killInTheMiddle(vapid, SECOND_BLOCKED, EVENTS / 2));
        int toldAtDeath = told();
        stuck.answers(204);
        // It has been failing: not to wait for the pause that it has come to.
        patiently(() -> postgres().query("update webhooks set due_at = now()").map(1L), done -> done == 1);
        var third = NotificationNode.start(database, brokerConfig(), vapid);
        var fourth = NotificationNode.start(database, brokerConfig(), vapid);
        try {
            patiently(() -> counting("notifications"), listed -> listed == EVENTS);
            patiently(() -> Future.succeededFuture((long) told()), all -> all == EVENTS);
            patiently(() -> counting("webhook_outbox"), waiting -> waiting == 0);
        } finally {
            Crash.kill(third);
            Crash.kill(fourth);
        }
        long distinct = patiently(
                () -> counting("(select distinct user_id, event_id from notifications) one"), known -> known >= 0);
        System.out.printf(
                "kill -9 twice, then two nodes, %d events: in lists when killed %s, in the end distinct %d;"
                        + " delivered at least once %d (%d when killed), in all %d, by %d requests to %d webhooks%n",
                EVENTS,
                seen,
                distinct,
                told(),
                toldAtDeath,
                hooks.stream()
                        .flatMap(hook -> hook.requests().stream())
                        .mapToInt(request -> request.notifications().size())
                        .sum(),
                hooks.stream().mapToInt(hook -> hook.requests().size()).sum(),
                USERS);
        assertThat(distinct).isEqualTo(EVENTS);
        assertThat(seen).allSatisfy(listed -> assertThat(listed).isLessThan(EVENTS));
    }

    private int told() {
        return hooks.stream().mapToInt(hook -> hook.notifications().size()).sum();
    }

    private void saveAll() {
        deploy();
        for (int number = 0; number < USERS; number++) {
            var hook = receiver.hook();
            hooks.add(hook);
            save(new PublicUser(user(number), "user" + number, "User"), hook);
        }
        undeploy();
    }

    /**
     * Starts a node and kills it when much is in the lists, a batch of events is on its way there, and a delivery is under way. On
     * any machine: it cannot get beyond the road block, and one receiver never answers.
     *
     * @return what was in the lists when it was killed
     */
    private long killInTheMiddle(Path vapid, long blocked, long listed) throws Exception {
        try (var connection = Crash.connect(database)) {
            Crash.blockRoad(connection, blocked);
            var node = NotificationNode.start(database, brokerConfig(), vapid);
            try {
                patiently(() -> counting("notifications"), some -> some >= listed);
                patiently(() -> Future.succeededFuture((long) receiver.open()), some -> some > 0);
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
