package dev.parley.it.fault;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Await;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.history.HistoryCheck;
import dev.parley.it.history.Journal;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Twenty people in four rooms, through all three doors, who write 50 messages a second until told to stop. */
final class Chat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
    private static final int PEOPLE = 20;
    private static final int ROOMS = 4;
    private static final int MESSAGES_PER_SECOND = 50;
    private static final long TICK_MS = 1_000L * PEOPLE / MESSAGES_PER_SECOND;
    private static final long PROBE_MS = 500;
    private static final int THREADS = 4;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

    private final Path folder;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);
    private final ScheduledExecutorService probing = Executors.newScheduledThreadPool(Probe.values().length);
    private final List<Tally> tallies = new ArrayList<>();
    private volatile Tally tally = new Tally();
    private final List<Chatter> chatters;
    private volatile boolean writing = true;

    private Chat(Parley parley, Path folder) {
        this.folder = folder;
        tallies.add(tally);
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
                        people.get(i),
                        Door.values()[i % Door.values().length],
                        rooms.get(i % ROOMS),
                        Journal.of(folder, "chatter-" + i),
                        () -> tally))
                .toList();
        chatters.forEach(chatter ->
                clock.scheduleAtFixedRate(guarded(() -> chatter.tick(writing)), 0, TICK_MS, TimeUnit.MILLISECONDS));
        for (var probe : Probe.values()) {
            probing.scheduleWithFixedDelay(guarded(() -> ask(parley, probe)), 0, PROBE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** @param folder an empty one, for the journals */
    static Chat begin(Parley parley, Path folder) {
        return new Chat(parley, folder);
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

    /** Reads every log as each of its readers sees it, and holds everything that was written down against it. */
    HistoryCheck.Findings verdict() {
        awaitTheLastWord();
        clock.shutdownNow();
        Await.until("nobody ticks", clock::isTerminated);
        chatters.forEach(Chatter::writeLog);
        chatters.forEach(Chatter::close);
        return HistoryCheck.of(folder);
    }

    /** What was written before it has been decided once it is in the log: a room's intents are done in their order. */
    private void awaitTheLastWord() {
        var last = new HashMap<Chatter, String>();
        chatters.subList(0, ROOMS).forEach(chatter -> last.put(chatter, chatter.say()));
        last.forEach((chatter, key) -> Await.until(
                "the last word is stored",
                DRAINED_WITHIN,
                () -> chatter.log().stream()
                        .filter(event -> event.getString("type").equals("message.created"))
                        .anyMatch(
                                event -> key.equals(event.getJsonObject("data").getString("clientMessageId")))));
        Await.until("and acknowledged", DRAINED_WITHIN, () -> chatters.stream().allMatch(Chatter::isDone));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        probing.shutdownNow();
        chatters.forEach(Chatter::close);
    }
}
