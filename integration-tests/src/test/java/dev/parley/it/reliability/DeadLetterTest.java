package dev.parley.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.RoomLogs;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Script;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Poison among good intents, published past the gateway to the broker itself: {@code -Dparley.events=10000} of them, a
 * tenth poisoned.
 */
@Isolated("a server of its own, under load")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DeadLetterTest {
    private static final int EVENTS = Integer.getInteger("parley.events", 400);
    private static final int ROOMS = 8;
    private static final Duration DONE_WITHIN = Duration.ofMinutes(4);

    private static final Path DATA = Folders.fresh("dead-letters");
    private static ParleyProcess process;
    private static Parley parley;
    private static TestUser ann;
    private static TestUser bob;
    private static TestUser chief;

    private final EmbeddedAmqp broker = EmbeddedAmqp.open(DATA);
    private final List<String> rooms = IntStream.range(0, ROOMS)
            .mapToObj(i -> ann.groupRoom("Room " + i, bob))
            .toList();
    private Intents intents;
    private AdminDeadLetters deadLetters;

    @BeforeAll
    static void start() {
        process = ParleyProcess.start(
                "dead-letters",
                DATA,
                Settings.generousWith(
                        "auth.admins",
                        "nobody-else, Chief@Example.org",
                        // All of them come at once, past the limits of a gateway: no reader is as fast.
                        "gateway.limits.unsentOutput",
                        "16 MiB"));
        parley = Parley.at(process);
        ann = parley.user("Ann");
        bob = parley.user("Bob");
        chief = parley.user("chief", "The chief");
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @BeforeEach
    void prepare() {
        intents = new Intents(ann, rooms, EVENTS);
        deadLetters = new AdminDeadLetters(chief);
    }

    @AfterEach
    void emptyTheQueue() {
        deadLetters.discardAll();
        broker.close();
    }

    @Test
    void poisonIsSetAsideWithItsCauseAndTheRestIsStoredInOrder() {
        try (var senders = ann.connect()) {
            intents.publish(broker);

            everythingGoodIsStoredInOrder();
            var dead = awaitDead(intents.poisonedCount());
            assertThat(causes(dead)).isEqualTo(intents.poisoned());
            assertThat(dead).extracting(letter -> letter.getString("id")).doesNotHaveDuplicates();
            assertThat(dead).allSatisfy(letter -> {
                assertThat(letter.getInteger("attempts")).isEqualTo(1);
                assertThat(letter.getString("exchange")).isEqualTo("parley.rooms");
                assertThat(letter.getString("routingKey")).matches("[0-7]");
                assertThat(letter.getString("firstAt")).isEqualTo(letter.getString("lastAt"));
            });
            Await.until(
                    "the sender hears of each that could be read",
                    () -> senders.inbox().all("message.failed").size() == intents.poisonedBy(Intents.IMPOSSIBLE));
        }
        Await.until("a warning, and ready all the same", () -> {
            var ready = parley.anonymous().fetch("/health/ready").expect(200).json();
            return ready.getJsonArray("warnings").encode().contains("dead letter");
        });
    }

    @Test
    void whatIsRepairedIsStoredOnceHoweverOftenItIsReplayed() {
        intents.publish(broker);
        int all = intents.poisonedCount();
        awaitDead(all);

        // Nothing has changed: all of them die again, and say so.
        assertThat(deadLetters.replayAll()).isEqualTo(all);
        Await.until(
                "all died again",
                DONE_WITHIN,
                () -> deadLetters.list().stream()
                                .filter(letter -> letter.getInteger("attempts") == 2)
                                .count()
                        == all);

        broker.repair(Intents::repaired);
        var repaired = deadLetters.list();
        assertThat(deadLetters.replayAll()).isEqualTo(all);
        int unreadable = intents.poisonedBy(Intents.UNREADABLE);
        Await.until("those that could not be repaired died once more", DONE_WITHIN, () -> {
            var now = deadLetters.list();
            return now.size() == unreadable && now.stream().allMatch(letter -> letter.getInteger("attempts") == 3);
        });
        intents.nowRepaired();
        var logs = everythingGoodIsStored();

        // The same ones again, as a crash right after the broker's confirm leaves them.
        assertThat(repaired).hasSize(all);
        intents.repairedBodies()
                .forEach((key, bodies) -> bodies.forEach(body -> broker.publish(
                        EmbeddedAmqp.DEAD,
                        "",
                        Map.of(
                                "parley-cause",
                                Intents.IMPOSSIBLE,
                                "parley-exchange",
                                "parley.rooms",
                                "parley-routing-key",
                                key),
                        body)));
        broker.confirmed();
        assertThat(deadLetters.replayAll()).isEqualTo(all);
        Await.until(
                "the unreadable ones alone are back",
                DONE_WITHIN,
                () -> deadLetters.list().size() == unreadable);
        var marker = ann.post(rooms.get(1), "after"); // of one that had some
        assertThat(marker.getLong("seq"))
                .as("nothing was stored in between")
                .isEqualTo(logs.getOrDefault(rooms.get(1), List.of()).stream()
                                .mapToLong(event -> event.getLong("seq"))
                                .max()
                                .orElseThrow()
                        + 1);
        assertThat(everythingGoodIsStored()).containsOnlyKeys(rooms);
    }

    @Test
    void aPoisonedEventIsSetAsideByEachWhoConsumesItAndWhatFollowsIsHandled() {
        broker.publish("parley.events", "", Map.of(), "{ no events");
        broker.confirmed();

        var dead = awaitDead(2); // of notifications and of search
        assertThat(dead).allSatisfy(letter -> {
            assertThat(letter.getString("cause")).startsWith("not readable as StoredEvents");
            assertThat(letter.getString("exchange")).isEqualTo("parley.events");
        });
        var word = "w" + UUID.randomUUID().toString().replace("-", "");
        ann.post(rooms.get(0), word);
        Await.until(
                "search goes on",
                () -> !ann.rest()
                        .get("/messages/search?q=" + word)
                        .expect(200)
                        .objects("hits")
                        .isEmpty());
    }

    @Test
    void operatorsDoTheSameByScriptAndWhatTheyDidStands() {
        intents.publish(broker);
        int all = intents.poisonedCount();
        awaitDead(all);

        var listed = dlq("list", "--oldest", "--limit", "3");
        assertThat(listed).contains("CAUSE", all + " in all");
        var id = deadLetters.list().get(0).getString("id");
        assertThat(dlq("show", id)).contains(id, "cause", "parley.rooms/");
        assertThat(dlq("replay", "--id", id)).contains("replayed 1");
        Await.until(
                "it died again",
                () -> deadLetters.list().stream()
                        .anyMatch(letter -> letter.getString("id").equals(id) && letter.getInteger("attempts") == 2));
        assertThat(dlq("discard", "--id", id)).contains("discarded 1");
        assertThat(deadLetters.list())
                .noneMatch(letter -> letter.getString("id").equals(id))
                .hasSize(all - 1);
        assertThat(dlq("discard", "--all", "--yes")).contains("discarded " + (all - 1));
        assertThat(dlq("list")).contains("There are no dead letters");

        var log = dlq("log", "--limit", Integer.toString(all + 1)).lines().toList();
        assertThat(log.get(0)).contains("BY", "DID", "CAUSE");
        assertThat(log).hasSize(all + 2);
        assertThat(log.stream().filter(line -> line.contains(id)))
                .hasSize(2)
                .anyMatch(line -> line.contains("replayed"))
                .anyMatch(line -> line.contains("discarded"))
                .allMatch(line -> line.contains(System.getProperty("user.name")));
    }

    @Test
    void adminsAloneReachThem() {
        var id = UUID.randomUUID().toString();
        for (var path : List.of(
                "GET " + AdminDeadLetters.PATH,
                "GET " + AdminDeadLetters.PATH + "/" + id,
                "POST " + AdminDeadLetters.PATH + "/" + id + "/replay",
                "POST " + AdminDeadLetters.PATH + "/replay",
                "DELETE " + AdminDeadLetters.PATH + "/" + id,
                "DELETE " + AdminDeadLetters.PATH)) {
            var call = path.split(" ", 2);
            parley.anonymous().send(call[0], call[1], (JsonObject) null).refused(401, "UNAUTHENTICATED");
            ann.rest().send(call[0], call[1], (JsonObject) null).refused(403, "FORBIDDEN");
            assertThat(chief.rest().send(call[0], call[1], (JsonObject) null).status())
                    .as(path)
                    .isEqualTo(call[1].contains(id) ? 404 : 200);
        }
    }

    private void everythingGoodIsStoredInOrder() {
        var logs = awaitStored();
        logs.forEach((room, log) -> {
            assertThat(texts(log)).isEqualTo(intents.goodOf(room));
            assertThat(log).extracting(event -> event.getLong("seq")).isSorted().doesNotHaveDuplicates();
        });
    }

    private Map<String, List<JsonObject>> everythingGoodIsStored() {
        var logs = awaitStored();
        logs.forEach((room, log) -> assertThat(texts(log).stream()
                        .filter(text -> !text.equals("after"))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(intents.goodOf(room)));
        return logs;
    }

    private Map<String, List<JsonObject>> awaitStored() {
        int expected = intents.goodCount();
        try (var reader = bob.connect()) {
            var logs = RoomLogs.empty(rooms);
            Await.until("all good ones are stored", DONE_WITHIN, () -> {
                RoomLogs.catchUp(reader, logs);
                return logs.values().stream().mapToInt(log -> texts(log).size()).sum() >= expected;
            });
            return logs;
        }
    }

    private static List<String> texts(List<JsonObject> log) {
        return log.stream()
                .filter(event -> event.getString("type").equals("message.created"))
                .map(event ->
                        event.getJsonObject("data").getJsonObject("content").getString("text"))
                .toList();
    }

    @CanIgnoreReturnValue
    private List<JsonObject> awaitDead(int count) {
        Await.until(count + " dead letters", DONE_WITHIN, () -> broker.waiting() == count);
        return deadLetters.list();
    }

    private static Map<String, Integer> causes(List<JsonObject> dead) {
        return dead.stream().collect(Collectors.toMap(letter -> letter.getString("cause"), letter -> 1, Integer::sum));
    }

    private static String dlq(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", DATA.toString()));
        return Script.run("dlq", all);
    }
}
