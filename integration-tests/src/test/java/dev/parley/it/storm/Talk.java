package dev.parley.it.storm;

import dev.parley.it.client.Await;
import dev.parley.it.client.Messages;
import dev.parley.it.client.TestUser;
import dev.parley.it.history.HistoryCheck;
import dev.parley.it.history.Journal;
import dev.parley.it.load.RoomLogs;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** People who write at a steady rate until told to stop, whoever is answered or not. */
final class Talk {
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(3);
    private static final Duration STORED_WITHIN = Duration.ofMinutes(10);

    private final Swarm swarm;
    private final Path folder;
    private final Phases phases = new Phases();
    private final List<Talker> talkers = new ArrayList<>();
    private final Map<String, List<JsonObject>> logs = new HashMap<>(); // room → as its first talker reads it
    private volatile boolean writing = true;

    /** @param folder an empty one, for the journals */
    Talk(Swarm swarm, Path folder) {
        this.swarm = swarm;
        this.folder = folder;
    }

    /**
     * One more who writes, from when {@link #begin} is called.
     *
     * @param characters of a message
     * @param insists as {@link Talker}
     */
    void join(TestUser user, String room, int characters, boolean insists) {
        var socket = Await.result(
                "connected",
                Swarm.PATIENCE.multipliedBy(2),
                swarm.connect(user.accessToken()).toCompletionStage().toCompletableFuture());
        var journal = Journal.of(folder, "talker-" + talkers.size());
        talkers.add(new Talker(swarm, socket, user, room, journal, phases, characters, insists));
    }

    /** @param perSecond messages of all together */
    void begin(int perSecond) {
        long everyMs = 1_000L * talkers.size() / perSecond;
        swarm.run(() -> talkers.forEach(talker ->
                swarm.every(ThreadLocalRandom.current().nextLong(everyMs), everyMs, () -> {
                    if (writing) {
                        talker.say();
                    }
                })));
    }

    Phases phases() {
        return phases;
    }

    List<Talker> talkers() {
        return talkers;
    }

    /** Whether so many are acknowledged in this phase, and no more are waiting than there are people. */
    boolean flows(int acknowledged) {
        return phases.now().sends().count("OK") >= acknowledged
                && talkers.stream().mapToInt(Talker::open).sum() <= talkers.size();
    }

    /** Connections of theirs that are gone. */
    long lost() {
        return talkers.stream().filter(talker -> !talker.socket().isOpen()).count();
    }

    /** Returns when everything that was written has its answer. */
    void stop() {
        writing = false;
        Await.until(
                "everything is answered",
                ANSWERED_WITHIN,
                () -> talkers.stream().allMatch(talker -> talker.open() == 0));
    }

    /** Reads every room once what was written last in it is stored, and holds it against what was written down. */
    HistoryCheck.Findings verdict() {
        for (var talker : talkers) {
            if (!logs.containsKey(talker.room())) {
                awaitTheLastWord(talker);
                logs.put(talker.room(), read(talker));
            }
        }
        talkers.forEach(Talker::closeJournal);
        return HistoryCheck.of(folder);
    }

    /** What was written before it has been decided once it is stored: a room's intents are done in their order. */
    private static void awaitTheLastWord(Talker talker) {
        var body = Messages.body(System.nanoTime() + " and that is all");
        talker.wrote(body.getString("clientMessageId"));
        Await.until(
                "the last word is stored",
                STORED_WITHIN,
                () -> List.of(200, 201)
                        .contains(talker.user()
                                .rest()
                                .post("/rooms/" + talker.room() + "/messages", body)
                                .status()));
    }

    private static List<JsonObject> read(Talker talker) {
        try (var connection = talker.user().connect()) {
            var log = Objects.requireNonNull(
                    RoomLogs.read(connection, List.of(talker.room())).get(talker.room()));
            log.forEach(talker::read);
            return log;
        }
    }

    /** Those who have not heard exactly what is in the log, from the first that they heard on, in its order. */
    List<String> missed() {
        return talkers.stream()
                .filter(talker -> !talker.heard().equals(storedSince(talker)))
                .map(talker -> talker.user().username() + " heard "
                        + talker.heard().size() + " of " + storedSince(talker).size())
                .toList();
    }

    /** Messages that stand before one that their sender sent earlier. */
    List<String> outOfOrder() {
        var late = new ArrayList<String>();
        logs.forEach((room, log) -> {
            var last = new HashMap<String, Long>(); // by sender
            log.stream().filter(Talk::isMessage).forEach(event -> {
                long sentAt = Talker.sentAt(event);
                var sender = event.getJsonObject("data").getJsonObject("sender").getString("id");
                if (sentAt < Objects.requireNonNullElse(last.put(sender, sentAt), sentAt)) {
                    late.add("in " + room + ": " + event.getLong("seq"));
                }
            });
        });
        return late;
    }

    private static boolean isMessage(JsonObject event) {
        return event.getString("type").equals("message.created");
    }

    private List<Long> storedSince(Talker talker) {
        long first = talker.heard().isEmpty() ? 0 : talker.heard().get(0);
        return Objects.requireNonNull(logs.get(talker.room())).stream()
                .filter(Talk::isMessage)
                .map(event -> event.getLong("seq"))
                .filter(seq -> seq >= first)
                .toList();
    }
}
