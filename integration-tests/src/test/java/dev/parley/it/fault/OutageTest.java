package dev.parley.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.measure.Answers;
import dev.parley.it.system.Folders;
import dev.parley.it.system.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each server in each kind of trouble, under load, one after the other on one Parley that is never restarted: everything
 * is answered, nothing acknowledged is lost, doubled or disordered, what does not need the server goes on, and afterwards
 * everything works again by itself.
 */
@Tag("faults")
@Isolated("needs the machine for itself")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OutageTest {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("parley.outageSeconds", 4));
    private static final int MESSAGES_PER_SECOND = 50;
    private static final Duration BEFORE = Duration.ofSeconds(3);

    /** A connection that says nothing for ever is given up by the slowest (the broker's heartbeat) within 20 s. */
    private static final Duration BACK_WITHIN = Duration.ofMinutes(3);

    private static final Only ONLY = new Only("parley.outages");

    private static final Set<String> RETRYABLE = Set.of("OK", "UNAVAILABLE", "RATE_LIMITED");

    /** What goes on without the server: DESIGN, section 2. */
    private static final Map<Server, Set<Probe>> GOES_ON = Map.of(
            Server.RABBITMQ, Set.of(Probe.HISTORY, Probe.ROOMS, Probe.PRESENCE, Probe.LOGIN, Probe.SEARCH),
            Server.MONGODB, Set.of(Probe.PRESENCE, Probe.LOGIN),
            Server.REDIS, Set.of(Probe.HISTORY, Probe.ROOMS, Probe.LOGIN, Probe.SEARCH),
            Server.POSTGRESQL, Set.of(Probe.HISTORY, Probe.ROOMS, Probe.PRESENCE));

    /** Sends are acknowledged without it. */
    private static final Set<Server> NOT_NEEDED_TO_SEND = Set.of(Server.MONGODB, Server.REDIS, Server.POSTGRESQL);

    private final Reused<ProxiedParley> parley =
            new Reused<>(number -> ProxiedParley.start("faults-" + number), ProxiedParley::close);

    static Stream<Arguments> outages() {
        return Stream.of(Server.values())
                .flatMap(server -> Stream.of(Fault.values()).map(fault -> Arguments.of(server, fault)))
                .filter(outage -> ONLY.has(outage.get()[0] + " " + outage.get()[1]));
    }

    @AfterAll
    void end() {
        parley.end();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("outages")
    void nothingIsLostAndEverythingComesBack(Server server, Fault fault) {
        parley.use(running -> outage(running, server, fault));
    }

    private static void outage(ProxiedParley running, Server server, Fault fault) {
        var name = server + " " + fault;
        long heapBefore = running.memory().heapKb();
        try (var chat = Chat.begin(
                List.of(running.parley()), MESSAGES_PER_SECOND, Folders.fresh("history-" + server + "-" + fault))) {
            Await.until(
                    "people write",
                    Duration.ofMinutes(1),
                    () -> chat.tallies().get(0).sends().count("OK") >= 100);
            Await.passes(BEFORE);
            fault.begin(running, server);
            var during = chat.next();
            Await.passes(LENGTH);
            var after = chat.next();
            fault.end(running, server);
            long back = System.nanoTime();
            print(name, "before: " + chat.tallies().get(0));
            print(name, "during: " + during);

            eventually(
                    name, "sends acknowledged again", back, () -> after.sends().count("OK") >= 50);
            for (var probe : Probe.values()) {
                int before = after.of(probe).count("OK");
                eventually(name, probe + " again", back, () -> after.of(probe).count("OK") > before);
            }
            eventually(name, "ready", back, () -> isReady(running));
            chat.stopAndDrain();
            print(name, "drained after " + millisSince(back) + " ms; after: " + after);
            var findings = chat.verdict();
            print(name, "history: " + findings);
            print(name, "connections that ended: " + chat.closings());
            print(
                    name,
                    "heap %d KiB before, %d KiB after"
                            .formatted(heapBefore, running.memory().heapKb()));

            assertThat(findings.violations()).isEmpty();
            chat.tallies().forEach(OutageTest::onlyRetryable);
            if (fault.isAway()) {
                goesOn(server, during);
            }
            assertThat(running.process().isAlive()).isTrue();
        }
    }

    private static void onlyRetryable(Tally tally) {
        assertThat(tally.sends().byCode().keySet()).as("answers to sends").isSubsetOf(RETRYABLE);
        assertThat(tally.changes().byCode().keySet()).as("answers to changes").isSubsetOf(RETRYABLE);
        for (var probe : Probe.values()) {
            assertThat(tally.of(probe).byCode().keySet()).as("%s", probe).isSubsetOf(RETRYABLE);
        }
    }

    /** More than half of it: on a machine that does other things, something is late now and then, outage or not. */
    private static void goesOn(Server server, Tally during) {
        if (NOT_NEEDED_TO_SEND.contains(server)) {
            mostlyOk("sends", during.sends());
        }
        GOES_ON.getOrDefault(server, Set.of()).forEach(probe -> mostlyOk(probe.toString(), during.of(probe)));
    }

    private static void mostlyOk(String what, Answers answers) {
        assertThat(answers.count("OK")).as("%s go on: %s", what, answers).isGreaterThan(answers.askedCount() / 2);
    }

    private static boolean isReady(ProxiedParley running) {
        return running.parley().anonymous().fetch("/health/ready").status() == 200;
    }

    private static void eventually(String name, String what, long since, BooleanSupplier condition) {
        Await.until(name + ": " + what, BACK_WITHIN, condition);
        print(name, what + " after " + millisSince(since) + " ms");
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void print(String name, String what) {
        System.out.printf("Outage, %s: %s%n", name, what);
    }
}
