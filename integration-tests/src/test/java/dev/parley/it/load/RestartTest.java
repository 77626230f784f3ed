package dev.parley.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.RoomLogs;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** kill -9 of the whole process in the middle of the load: whatever was acknowledged is there afterwards, once. */
@Isolated("needs the machine for itself")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class RestartTest {
    /** The blow falls when so many messages are acknowledged. */
    private static final int KILL_AFTER = 2_000;

    private static final Duration STORED_WITHIN = Duration.ofSeconds(60);

    @Test
    void nothingAcknowledgedIsLostOrStoredTwice() throws InterruptedException {
        var data = Folders.fresh("restart");
        var before = ParleyProcess.start("restart-1", data, Settings.GENEROUS);
        var parley = Parley.at(before);
        var plan = Plan.make(parley);
        var enough = new CountDownLatch(KILL_AFTER);
        try (var crowd = new Crowd(parley, plan)) {
            var sending = crowd.sendEverythingTwice(enough::countDown);
            assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();

            before.kill9();
            var acknowledgedBefore = new HashMap<>(crowd.acknowledged());
            var killed = System.nanoTime();
            try (var after = restart(before, data)) {
                var ready = Duration.ofNanos(System.nanoTime() - killed);
                crowd.await(sending);

                var verdict = verdict(crowd, plan);
                verdict.everyAcknowledgedMessageIsThereOnce(crowd.acknowledged());
                assertThat(crowd.acknowledged()).hasSize(Plan.MESSAGES).containsAllEntriesOf(acknowledgedBefore);
                System.out.printf(
                        "Restart: kill -9 after %d acks; ready again after %d ms; %d reconnects; %d of %d acknowledged and stored once%n",
                        acknowledgedBefore.size(),
                        ready.toMillis(),
                        crowd.senders().stream().mapToInt(Sender::reconnects).sum(),
                        verdict.events() - Plan.ROOMS,
                        Plan.MESSAGES);
                assertThat(after.log().alarms()).isEmpty();
            }
        } finally {
            ParleyProcess.endOrphans(data);
        }
    }

    private static Verdict verdict(Crowd crowd, Plan plan) {
        var reader = crowd.senders().get(0).connection();
        var logs = RoomLogs.read(reader, plan.rooms());
        Await.until("everything acknowledged is stored", STORED_WITHIN, () -> {
            RoomLogs.catchUp(reader, logs);
            return logs.values().stream().mapToInt(List::size).sum() >= Plan.MESSAGES + Plan.ROOMS;
        });
        var verdict = new Verdict(logs);
        verdict.seqsRise(true);
        for (var member : crowd.senders()) {
            assertThat(member.disagreements()).isEmpty();
            verdict.everyoneHasTheSame(member, RoomLogs.read(member.connection(), plan.rooms()));
            assertThat(verdict.liveEventsFit(member)).isPositive();
        }
        return verdict;
    }

    @Test
    void everythingElseIsStillThereToo() {
        var data = Folders.fresh("restart-state");
        var before = ParleyProcess.start("restart-state-1", data, Settings.GENEROUS);
        try {
            var parley = Parley.at(before);
            var ann = parley.user("Ann");
            var bob = parley.user("Bob");
            ann.befriend(bob);
            var room = ann.directRoom(bob);
            var message = ann.post(room, "before the crash");
            bob.rest()
                    .put("/rooms/" + room + "/read", new JsonObject().put("seq", message.getLong("seq")))
                    .expect(204);
            before.kill9();
            try (var after = restart(before, data)) {
                assertThat(after.baseUri()).isEqualTo(before.baseUri());
                assertThat(ann.rest()
                                .get("/contacts?status=accepted")
                                .expect(200)
                                .objects("contacts"))
                        .hasSize(1);
                assertThat(bob.rest()
                                .get("/rooms")
                                .expect(200)
                                .objects("rooms")
                                .get(0)
                                .getInteger("unreadCount"))
                        .isZero();
                assertThat(ann.refreshed()
                                .rest()
                                .get("/rooms/" + room + "/messages")
                                .expect(200)
                                .objects("messages"))
                        .containsExactly(message);
                try (var atBob = bob.connect()) {
                    ann.rest()
                            .post("/rooms/" + room + "/messages", Messages.body("after it"))
                            .expect(201);
                    atBob.inbox().await("message.created");
                }
            }
        } finally {
            ParleyProcess.endOrphans(data);
        }
    }

    @Test
    void orderlyStopLeavesNoChildAndKeepsTheData() {
        var data = Folders.fresh("stop");
        var before = ParleyProcess.start("stop-1", data, Settings.GENEROUS);
        var ann = Parley.at(before).user("Ann");
        var room = ann.groupRoom("Kept");
        var message = ann.post(room, "kept");
        before.stop();
        assertThat(before.log().alarms()).isEmpty();

        try (var after = restart(before, data)) {
            assertThat(after.isAlive()).isTrue();
            assertThat(ann.rest()
                            .get("/rooms/" + room + "/messages")
                            .expect(200)
                            .objects("messages"))
                    .containsExactly(message);
        }
    }

    /** On the same port, as clients expect it. */
    private static ParleyProcess restart(ParleyProcess before, Path data) {
        return ParleyProcess.start(
                before.name() + "-again", data, before.baseUri().getPort(), Settings.GENEROUS);
    }
}
