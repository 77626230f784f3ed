package dev.parley.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Several;
import dev.parley.it.client.TestUser;
import dev.parley.it.operations.Scrape;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.ProcessMemory;
import dev.parley.it.system.Services;
import dev.parley.it.system.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Clients that stop reading cost themselves their connection, and the others nothing. */
@Tag("faults")
@Isolated("needs the machine for itself")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SlowReadersTest {
    private static final int SLOW = Integer.getInteger("parley.slowReaders", 60);
    private static final int ROOMS = 10;
    private static final int GOOD = 10 * ROOMS;
    private static final int MESSAGES_PER_SECOND = 50;
    private static final int CHARACTERS = 4_000;

    private static final int CAP = 256 * 1024;

    /** What is counted and has left the cap: the message that went over it, for each. */
    private static final int SLACK = 16 * 1024;

    /** The gateway's send buffer, doubled, and the reader's own; with room. */
    private static final int KERNEL = 512 * 1024;

    private static final String UNSENT = "parley_gateway_unsent_bytes";
    private static final String CLOSES = "parley_gateway_closes_total";
    private static final String SOCKETS = "parley_gateway_sockets";

    private static final int PAGE = 100;
    private static final int ASKERS = 40;

    private static final Duration MEASURED = Duration.ofSeconds(Long.getLong("parley.measuredSeconds", 20));
    private static final Duration WARM_WITHIN = Duration.ofMinutes(4);
    private static final Duration GIVEN_UP_WITHIN = Duration.ofMinutes(5);

    private Services services;
    private ParleyProcess process;

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void start() {
        services = Services.start(Folders.fresh("slow-readers"));
        process = ParleyProcess.onServers(
                "slow-readers",
                Folders.fresh("slow-readers-parley"),
                services.config(),
                Settings.longRunWith("gateway.heartbeat", "10 seconds"));
    }

    @AfterAll
    void stop() {
        try (var afterwards = services) {
            process.close();
        }
    }

    @Test
    void whoStopsReadingIsClosedAndTheOthersGoOn() {
        var parley = Parley.at(process);
        var memory = new ProcessMemory(process.pid());
        var good = Several.make("Slow readers: the others", GOOD, i -> parley.user("Good" + i));
        var slow = Several.make("Slow readers: who stop", SLOW, i -> parley.user("Slow" + i));
        var readers = new ArrayList<SlowReader>();
        var clock = Executors.newSingleThreadScheduledExecutor();
        try (var swarm = new Swarm(parley);
                var peaks = Peaks.watch(process.management()).of(UNSENT, "")) {
            var talk = talk(swarm, good, slow);
            IntStream.range(0, SLOW).forEach(i -> readers.add(open(parley, slow.get(i), i)));
            long heapBefore = memory.heapKb();
            double closedBefore = closes();
            double filesBefore = openFiles() - SLOW;

            talk.begin(MESSAGES_PER_SECOND);
            var reading = readAll(clock, readers);
            var living =
                    clock.scheduleWithFixedDelay(() -> readers.forEach(SlowReader::signOfLife), 0, 3, TimeUnit.SECONDS);
            Await.until("it has warmed up", WARM_WITHIN, () -> talk.flows(1_000));
            talk.phases().next("before, all read");
            Await.passes(MEASURED);
            print(talk.phases().next("while some do not").toString());
            reading.run();
            long stopped = System.nanoTime();
            Await.until("one of them is closed", GIVEN_UP_WITHIN, () -> closes() > closedBefore);
            print(talk.phases().next("while they are closed").toString());
            Await.until("all of them are closed", GIVEN_UP_WITHIN, () -> closes() - closedBefore >= SLOW);
            living.cancel(false);
            print("the last was closed %d ms after they stopped".formatted((System.nanoTime() - stopped) / 1_000_000));
            print(talk.phases().next("after").toString());
            Await.passes(MEASURED);
            talk.stop();
            print(talk.phases().now().toString());

            Await.until("they are gone", () -> sockets() == GOOD);
            Await.until(
                    "and so are their connections",
                    Duration.ofMinutes(2),
                    () -> openFiles() < filesBefore + SLOW / 4.0);
            print("closings, as they read them later: " + closings(readers));
            print("most unsent: %.0f KiB; heap after a full collection %d KiB before, %d KiB after"
                    .formatted(peaks.most(UNSENT) / 1024, heapBefore, memory.heapKb()));
            long most = readers.stream().mapToLong(SlowReader::kept).max().orElse(0);
            print("most that the kernel had for one of them: %d KiB".formatted(most / 1024));
            var findings = talk.verdict();
            print("history: " + findings);

            assertThat(closes() - closedBefore).as("closed with 4508").isEqualTo(SLOW);
            assertThat(most).as("what the kernel had for one of them").isLessThan(KERNEL);
            assertThat(talk.lost()).as("connections of the others that ended").isZero();
            assertThat(peaks.most(UNSENT)).isLessThan(1.0 * SLOW * (CAP + SLACK) + GOOD * CAP);
            Await.until(
                    "the others heard everything, in order", () -> talk.missed().isEmpty());
            assertThat(findings.violations()).isEmpty();
            assertThat(process.log().alarms()).isEmpty();
        } finally {
            clock.shutdownNow();
            readers.forEach(SlowReader::close);
        }
    }

    /** It is the idle timeout that ends them, of three heartbeats: an answer is no event, and nobody counts its bytes. */
    @Test
    void anAnswerThatIsNotReadIsGivenUp() {
        var parley = Parley.at(process);
        var user = parley.user("Hoarder");
        var room = user.groupRoom("Long");
        for (int i = 0; i < PAGE; i++) {
            user.post(room, "x".repeat(8_000));
        }
        double before = openFiles();
        var page = "GET /api/v1/rooms/" + room + "/messages?limit=" + PAGE;
        var askers = IntStream.range(0, ASKERS)
                .mapToObj(i -> SlowReader.asking(page, parley.baseUri(), user, ""))
                .toList();
        long asked = System.nanoTime();
        try {
            Await.until("their connections are there", () -> openFiles() >= before + ASKERS);
            Await.until("they are gone", Duration.ofMinutes(3), () -> openFiles() <= before + ASKERS / 2.0);
            print("%d answers of 0.8 MB that nobody read were given up after %d ms"
                    .formatted(ASKERS, (System.nanoTime() - asked) / 1_000_000));
        } finally {
            askers.forEach(SlowReader::close);
        }
        user.rest().get("/users/me").expect(200);
    }

    /** Each answer of SockJS' streams ends after 128 KiB, and who does not ask for the next is gone after 5 s. */
    @Test
    void aStreamThatIsNotReadIsGivenUp() {
        var parley = Parley.at(process);
        var user = parley.user("Streamer");
        var room = user.groupRoom("Streamed");
        double filesBefore = openFiles();
        double socketsBefore = sockets();
        var streams = IntStream.range(0, ASKERS)
                .mapToObj(i -> "POST /api/v1/sockjs/000/" + UUID.randomUUID() + "/xhr_streaming")
                .map(stream -> SlowReader.asking(stream, parley.baseUri(), user, "[]"))
                .toList();
        try {
            Await.until("they are there", () -> sockets() == socketsBefore + ASKERS);
            for (int i = 0; i < PAGE; i++) {
                user.post(room, "x".repeat(8_000));
            }
            long written = System.nanoTime();
            Await.until("the sessions are gone", Duration.ofMinutes(2), () -> sockets() <= socketsBefore);
            Await.until(
                    "their connections too", Duration.ofMinutes(3), () -> openFiles() <= filesBefore + ASKERS / 2.0);
            print("%d streams that nobody read were given up after %d ms"
                    .formatted(ASKERS, (System.nanoTime() - written) / 1_000_000));
        } finally {
            streams.forEach(SlowReader::close);
        }
    }

    private static Talk talk(Swarm swarm, List<TestUser> good, List<TestUser> slow) {
        var talk = new Talk(swarm, Folders.fresh("history-slow-readers"));
        for (int room = 0; room < ROOMS; room++) {
            var here = every(ROOMS, room, good);
            var members = new ArrayList<>(here);
            members.addAll(every(ROOMS, room, slow));
            var id = here.get(0).groupRoom("Room " + room, members.stream().skip(1));
            here.forEach(user -> talk.join(user, id, CHARACTERS, true));
        }
        return talk;
    }

    private static List<TestUser> every(int step, int from, List<TestUser> users) {
        return IntStream.range(0, users.size())
                .filter(i -> i % step == from)
                .mapToObj(users::get)
                .toList();
    }

    /** Through each of the doors in turn, and each in every room. */
    private static SlowReader open(Parley parley, TestUser user, int number) {
        var door = Door.values()[(number / ROOMS) % Door.values().length];
        return SlowReader.at(door, door.address(parley), user);
    }

    /** Everyone reads from now on. @return stops it */
    private static Runnable readAll(ScheduledExecutorService clock, List<SlowReader> readers) {
        var scratch = new byte[64 * 1024];
        var reading = clock.scheduleWithFixedDelay(
                () -> readers.forEach(reader -> reader.readWhatThereIs(scratch)), 0, 5, TimeUnit.MILLISECONDS);
        return () -> {
            reading.cancel(false);
            Await.result("nobody reads", CompletableFuture.runAsync(() -> {}, clock)); // its one thread is through
        };
    }

    /** How their connections ended, by door. */
    private static Map<String, Integer> closings(List<SlowReader> readers) {
        var counts = new TreeMap<String, Integer>();
        readers.forEach(reader -> {
            var code = reader.readToTheEnd();
            counts.merge(reader.what() + " " + (code == null ? "still open" : code), 1, Integer::sum);
        });
        assertThat(counts.keySet()).noneMatch(how -> how.endsWith("still open"));
        return counts;
    }

    private double closes() {
        return Scrape.of(process.management()).sum(CLOSES, "code=\"4508\"");
    }

    private double sockets() {
        return Scrape.of(process.management()).sum(SOCKETS, "");
    }

    private double openFiles() {
        return Scrape.of(process.management()).sum("process_files_open_files", "");
    }

    private static void print(String what) {
        System.out.println("Slow readers: " + what);
    }
}
