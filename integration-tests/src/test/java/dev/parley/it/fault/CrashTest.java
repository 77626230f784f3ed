package dev.parley.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.history.HistoryCheck;
import dev.parley.it.measure.Latencies;
import dev.parley.it.system.Cluster;
import dev.parley.it.system.Folders;
import dev.parley.it.system.Settings;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 of each server and of the nodes that a message goes through, again and again at moments that a seed decides,
 * under load, on a cluster: nothing acknowledged is lost, doubled or disordered.
 */
@Tag("faults")
@Isolated("needs the machine for itself")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CrashTest {
    private static final int CRASHES = Integer.getInteger("parley.crashes", 2);

    /** Of when and, of gateways, which: a run with the same seed kills alike. */
    private static final long SEED = Long.getLong("parley.seed", new Random().nextInt(Integer.MAX_VALUE));

    private static final Only ONLY = new Only("parley.targets");

    private static final int MESSAGES_PER_SECOND = 75;

    /**
     * From the end of one recovery to the next kill it is up to this: backlogs are there or gone, and whoever tries again
     * (after 5 s at most) has done so or not.
     */
    private static final int PAUSE_MS = 6_000;

    private static final Duration BACK_WITHIN = Duration.ofMinutes(3);

    /** CLOSED: the connection ended before the answer. */
    private static final Set<String> ANSWERS = Set.of("OK", "UNAVAILABLE", "RATE_LIMITED", "CLOSED");

    private final Reused<Cluster> cluster =
            new Reused<>(number -> Cluster.start("crashes-" + number, Settings.LONG_RUN), Cluster::close);

    static Stream<Target> targets() {
        return Stream.of(Target.values()).filter(target -> ONLY.has(target.toString()));
    }

    @AfterAll
    void end() {
        cluster.end();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingAcknowledgedIsLostDoubledOrDisordered(Target target) {
        cluster.use(running -> crash(running, target));
    }

    private static void crash(Cluster cluster, Target target) {
        System.out.printf("Crashes, %s: %d with seed %d%n", target, CRASHES, SEED);
        var random = new Random(SEED);
        var absences = new Latencies();
        var history = Folders.fresh("history-crashes-" + target);
        try (var chat = Chat.begin(cluster.gateways(), MESSAGES_PER_SECOND, history)) {
            eventually(target, "everyone writes", chat.recovery()::isComplete);
            for (int i = 1; i <= CRASHES; i++) {
                Await.passes(Duration.ofMillis(random.nextInt(PAUSE_MS))); // when the next kill falls
                absences.add(lose(cluster, target, random, chat, i).toNanos());
            }
            everythingWorks(target, chat);
            chat.stopAndDrain();
            var findings = chat.verdict();
            print(target, chat, findings, absences);

            assertThat(findings.violations()).isEmpty();
            assertThat(chat.tallies()).allSatisfy(CrashTest::onlyExpectedAnswers);
        }
    }

    /** @return how long until everyone's messages were acknowledged again */
    private static Duration lose(Cluster cluster, Target target, RandomGenerator random, Chat chat, int number) {
        var start = target.kill9(cluster, random);
        var absence = chat.recovery();
        long killed = System.nanoTime();
        start.run();
        long up = System.nanoTime();
        var after = chat.recovery();
        eventually(target, "everyone is acknowledged again", () -> absence.isComplete() && after.isComplete());
        System.out.printf(
                "Crash %d of %s: up after %d ms, flows after %d ms, and once it is up after %d ms%n",
                number,
                target,
                (up - killed) / 1_000_000,
                absence.took().toMillis(),
                after.took().toMillis());
        return absence.took();
    }

    /** What is asked beside writing is answered again too. */
    private static void everythingWorks(Target target, Chat chat) {
        var last = chat.next();
        for (var probe : Probe.values()) {
            eventually(target, probe + " works", () -> last.of(probe).count("OK") > 0);
        }
    }

    private static void onlyExpectedAnswers(Tally tally) {
        assertThat(tally.sends().byCode().keySet()).as("answers to sends").isSubsetOf(ANSWERS);
        assertThat(tally.changes().byCode().keySet()).as("answers to changes").isSubsetOf(ANSWERS);
    }

    private static void print(Target target, Chat chat, HistoryCheck.Findings findings, Latencies absences) {
        System.out.printf(
                "Crashes, %s: %d x kill -9, seed %d; %s; everyone acknowledged again after %s; acknowledgements: %s%n",
                target,
                CRASHES,
                SEED,
                findings,
                absences.describe(),
                chat.acknowledgements().describe());
        System.out.printf("Crashes, %s: answers: %s%n", target, chat.tallies());
    }

    private static void eventually(Target target, String what, BooleanSupplier condition) {
        Await.until(target + ": " + what, BACK_WITHIN, condition);
    }
}
