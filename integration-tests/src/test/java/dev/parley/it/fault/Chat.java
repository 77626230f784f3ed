package dev.parley.it.fault;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Await;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.history.Diary;
import dev.parley.it.history.HistoryCheck;
import dev.parley.it.history.Journal;
import dev.parley.it.measure.Latencies;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Twenty people in four rooms, at every gateway, through all three doors, who write until told to stop. */
final class Chat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
    private static final int PEOPLE = 20;
    private static final int ROOMS = 4;
    private static final long PROBE_MS = 500;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

    private final Path folder;
    // A thread each: whoever waits for a connection holds nobody up.
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(PEOPLE);
    private final ScheduledExecutorService probing = Executors.newScheduledThreadPool(Probe.values().length);
    private final List<Tally> tallies = new ArrayList<>();
    private volatile Tally tally = new Tally();
    private final List<Chatter> chatters;
    private final List<Chatter> readers; // who read the logs in the end
    private final Latencies acknowledgements = new Latencies();
    private final List<Recovery> recoveries = new CopyOnWriteArrayList<>();
    private volatile boolean writing = true;

    private Chat(List<Parley> gateways, int messagesPerSecond, Path folder) {
        this.folder = folder;
        tallies.add(tally);
        var parley = gateways.get(0);
        var people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> parley.user("Chatter" + i))
                .toList();
        var rooms = IntStream.range(0, ROOMS)
                .mapToObj(room -> people.get(room)
                        .groupRoom(
                                "Room " + room,
                                IntStream.range(ROOMS, PEOPLE)
                                        .filter(i -> i % ROOMS == room)
                                        .mapToObj(people::get)))
                .toList();
        chatters = IntStream.range(0, PEOPLE)
                .mapToObj(i -> new Chatter(
                        place(i, people.get(i), gateways),
                        Door.values()[i % Door.values().length],
                        rooms.get(i % ROOMS),
                        new Diary(
                                Journal.of(folder, "chatter-" + i),
                                people.get(i).id(),
                                rooms.get(i % ROOMS)),
                        () -> tally,
                        this::acknowledged))
                .toList();
        // At several gateways those who stayed, of whom each room has one at each: a long log takes minutes to read.
        readers = gateways.size() == 1 ? chatters : chatters.subList(2 * ROOMS, (2 + gateways.size()) * ROOMS);
        long tickMs = 1_000L * PEOPLE / messagesPerSecond;
        chatters.forEach(chatter ->
                clock.scheduleAtFixedRate(guarded(() -> chatter.tick(writing)), 0, tickMs, TimeUnit.MILLISECONDS));
        for (var probe : Probe.values()) {
            probing.scheduleWithFixedDelay(guarded(() -> ask(parley, probe)), 0, PROBE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Of each room some are at each gateway, and at each some who stay there and some who move when it is gone.
     *
     * @param folder an empty one, for the journals
     */
    static Chat begin(List<Parley> gateways, int messagesPerSecond, Path folder) {
        return new Chat(gateways, messagesPerSecond, folder);
    }

    private static Place place(int number, TestUser user, List<Parley> gateways) {
        int row = number / ROOMS;
        return new Place(
                gateways.stream().map(user::at).toList(), row % gateways.size(), row / gateways.size() % 2 == 0);
    }

    private void acknowledged(TestUser writer, long writtenAt) {
        acknowledgements.add(System.nanoTime() - writtenAt);
        recoveries.forEach(recovery -> recovery.acknowledged(writer.id(), writtenAt));
    }

    /** Watches from now on whose messages are acknowledged. */
    Recovery recovery() {
        var recovery = new Recovery(PEOPLE);
        recoveries.add(recovery);
        return recovery;
    }

    /** From the writing of a message, however often it was sent, until it was acknowledged. */
    Latencies acknowledgements() {
        return acknowledgements;
    }

    /** A scheduled task that throws is not done again, and nobody would hear of it. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | AssertionError e) {
                LOG.error("in a scheduled task", e);
            }
        };
    }

    private void ask(Parley parley, Probe probe) {
        var answers = tally.of(probe);
        long since = answers.asked();
        var code = "NO ANSWER";
        try {
            Answer answer =
                    probe.ask(parley, chatters.get(0).user(), chatters.get(0).room());
            code = Probe.code(answer);
        } catch (UncheckedIOException slow) {
            LOG.warn("{}", slow.toString());
        } finally {
            answers.answered(code, since);
        }
    }

    /** Counts anew from here on. */
    Tally next() {
        var fresh = new Tally();
        tallies.add(fresh);
        tally = fresh;
        return fresh;
    }

    /** Of every phase. */
    List<Tally> tallies() {
        return tallies;
    }

    /** How connections ended that nobody wanted to end. */
    List<String> closings() {
        return chatters.stream().flatMap(chatter -> chatter.closings().stream()).toList();
    }

    /** Stops writing; returns when everything that was written is acknowledged and every change is answered. */
    void stopAndDrain() {
        writing = false;
        probing.shutdown();
        Await.until(
                "everything is acknowledged",
                DRAINED_WITHIN,
                () -> chatters.stream().allMatch(Chatter::isDone)
                        && tallies.stream().allMatch(phase -> phase.open() == 0));
    }

    /** Reads every log as some at each gateway see it, and holds everything that was written down against it. */
    HistoryCheck.Findings verdict() {
        awaitTheLastWord();
        clock.shutdownNow();
        Await.until("nobody ticks", clock::isTerminated);
        readers.forEach(Chatter::writeLog);
        chatters.forEach(Chatter::close);
        return HistoryCheck.of(folder);
    }

    /** What was written before it has been decided once it is in the log: a room's intents are done in their order. */
    private void awaitTheLastWord() {
        var last = new HashMap<Chatter, String>();
        chatters.subList(0, ROOMS).forEach(chatter -> last.put(chatter, chatter.say()));
        last.forEach((chatter, key) -> chatter.awaitInLog(key, DRAINED_WITHIN));
        Await.until("and acknowledged", DRAINED_WITHIN, () -> chatters.stream().allMatch(Chatter::isDone));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        probing.shutdownNow();
        chatters.forEach(Chatter::close);
    }
}
