package dev.parley.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.RoomLogs;
import dev.parley.it.client.TestUser;
import dev.parley.it.load.Verdict;
import dev.parley.it.measure.Latencies;
import dev.parley.it.system.Cluster;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** A hundred people in ten rooms, on every gateway, who write 300 messages a second until told to stop. */
final class Traffic implements AutoCloseable {
    static final int PEOPLE = 100;
    private static final int ROOMS = 10;
    private static final int MESSAGES_PER_SECOND = 300;
    private static final long TICK_MS = 1_000L * PEOPLE / MESSAGES_PER_SECOND;
    private static final int CONNECTING_AT_ONCE = 8;
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);
    private static final Duration STORED_WITHIN = Duration.ofSeconds(60);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final ExecutorService connecting = Executors.newFixedThreadPool(CONNECTING_AT_ONCE);
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final Latencies acks = new Latencies();
    private final Latencies absences = new Latencies();
    private final List<TestUser> readers;
    private final List<String> rooms;
    private final List<Roamer> roamers;

    private Traffic(List<TestUser> readers, List<String> rooms, List<List<TestUser>> people) {
        this.readers = readers;
        this.rooms = rooms;
        this.roamers = IntStream.range(0, people.size())
                .mapToObj(i -> new Roamer(i, rooms.get(i % ROOMS), people.get(i), connecting, acks, absences))
                .toList();
    }

    /** Everyone signs up and connects, half of them at each gateway, and begins to write. */
    static Traffic begin(Cluster cluster) {
        var gateways = cluster.gateways();
        var people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> atEach(gateways.get(0).user("Roamer" + i), gateways))
                .toList();
        var reader = gateways.get(0).user("Reader");
        var rooms = IntStream.range(0, ROOMS)
                .mapToObj(room -> reader.groupRoom(
                        "Room " + room,
                        IntStream.range(0, PEOPLE)
                                .filter(i -> i % ROOMS == room)
                                .mapToObj(i -> people.get(i).get(0))))
                .toList();
        var traffic = new Traffic(atEach(reader, gateways), rooms, people);
        traffic.roamers.forEach(roamer -> traffic.clock.scheduleAtFixedRate(
                () -> roamer.tick(traffic.writing.get()), 0, TICK_MS, TimeUnit.MILLISECONDS));
        return traffic;
    }

    private static List<TestUser> atEach(TestUser user, List<Parley> gateways) {
        return gateways.stream().map(user::at).toList();
    }

    /** What was measured since the last call. */
    record Measured(Latencies acks, Latencies absences) {}

    Measured measured() {
        return new Measured(acks.drain(), absences.drain());
    }

    /** How many messages have been acknowledged so far. */
    int acknowledgedCount() {
        return roamers.stream().mapToInt(roamer -> roamer.acknowledged().size()).sum();
    }

    /** Waits until {@code more} are acknowledged: the traffic flows. */
    void flows(int more) {
        int enough = acknowledgedCount() + more;
        Await.until(more + " more acknowledged", ANSWERED_WITHIN, () -> acknowledgedCount() >= enough);
    }

    /** Waits until what was held up is acknowledged too: no more is under way than is written in a second. */
    void catchesUp() {
        flows(MESSAGES_PER_SECOND);
        Await.until(
                "no backlog",
                ANSWERED_WITHIN,
                () -> roamers.stream().mapToInt(Roamer::unacknowledgedCount).sum() <= MESSAGES_PER_SECOND);
    }

    List<Roamer> roamers() {
        return roamers;
    }

    /** Everyone stops writing and gets the last acknowledgement; then what is stored is held against it. */
    int stopAndVerify() {
        writing.set(false);
        Await.until(
                "all is acknowledged",
                ANSWERED_WITHIN,
                () -> roamers.stream().allMatch(roamer -> roamer.unacknowledgedCount() == 0));
        assertThat(roamers.stream().flatMap(roamer -> roamer.refused().stream()).toList())
                .as("refused for good")
                .isEmpty();
        var acknowledged = new HashMap<String, String>();
        roamers.forEach(roamer -> acknowledged.putAll(roamer.acknowledged()));
        var logs = readers.stream()
                .map(reader -> stored(reader, acknowledged.size() + ROOMS))
                .toList();
        var verdict = new Verdict(logs.get(0));
        verdict.seqsRise(true);
        verdict.everyAcknowledgedMessageIsThereOnce(acknowledged);
        logs.forEach(log -> assertThat(log).as("the same at every gateway").isEqualTo(logs.get(0)));
        return acknowledged.size();
    }

    /** The rooms as {@code reader} reads them, when they have so many events. */
    private Map<String, List<JsonObject>> stored(TestUser reader, int events) {
        var log = RoomLogs.empty(rooms);
        Await.until(
                "all is stored",
                STORED_WITHIN,
                () -> catchUp(reader, log)
                        && log.values().stream().mapToInt(List::size).sum() >= events);
        return log;
    }

    /** @return false if the connection was closed meanwhile: for reading slowly, while a backlog is delivered */
    private static boolean catchUp(TestUser reader, Map<String, List<JsonObject>> log) {
        try (var connection = reader.connect()) {
            try {
                RoomLogs.catchUp(connection, log);
                return true;
            } catch (AssertionError e) {
                if (connection.isOpen()) {
                    throw e;
                }
                return false;
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        roamers.forEach(Roamer::close);
        connecting.shutdownNow();
    }
}
