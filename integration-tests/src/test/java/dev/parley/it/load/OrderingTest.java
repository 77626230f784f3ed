package dev.parley.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.RoomLogs;
import dev.parley.it.system.SharedParley;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Many senders at once, everything sent twice: one order for all, and each message once. */
@Isolated("needs the machine for itself")
@ExtendWith(SharedParley.class)
class OrderingTest {
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyMemberHoldsTheSameEventsInTheSameOrder(Parley parley) {
        var plan = Plan.make(parley);
        var started = System.nanoTime();
        try (var crowd = new Crowd(parley, plan)) {
            crowd.await(crowd.sendEverythingTwice(() -> {}));
            var sent = Duration.ofNanos(System.nanoTime() - started);
            assertThat(crowd.acknowledged()).hasSize(Plan.MESSAGES);
            Await.until("everything acknowledged is stored", () -> stored(crowd, plan) == Plan.MESSAGES + Plan.ROOMS);

            var first = crowd.senders().get(0);
            var verdict = new Verdict(RoomLogs.read(first.connection(), plan.rooms()));
            verdict.everyAcknowledgedMessageIsThereOnce(crowd.acknowledged());
            verdict.seqsRise(false);
            verdict.everySendersOrderIsKept();
            var live = 0;
            for (var member : crowd.senders()) {
                assertThat(member.disagreements()).isEmpty();
                verdict.everyoneHasTheSame(member, RoomLogs.read(member.connection(), plan.rooms()));
                live += verdict.liveEventsFit(member);
            }
            System.out.printf(
                    "Ordering: %d senders, %d rooms, %d messages sent twice, acknowledged in %d ms; stored %d; live %d of %d%n",
                    Plan.SENDERS,
                    Plan.ROOMS,
                    Plan.MESSAGES,
                    sent.toMillis(),
                    verdict.events() - Plan.ROOMS,
                    live,
                    Plan.MESSAGES * Plan.SENDERS);
        }
    }

    private static long stored(Crowd crowd, Plan plan) {
        var reader = crowd.senders().get(0).user().rest();
        return plan.rooms().stream()
                .mapToLong(
                        room -> reader.get("/rooms/" + room).expect(200).json().getLong("lastSeq"))
                .sum();
    }
}
