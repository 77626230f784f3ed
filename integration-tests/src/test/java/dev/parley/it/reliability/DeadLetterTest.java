package dev.parley.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Answer;
import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Rest;
import dev.parley.it.client.TestUser;
import dev.parley.it.load.RoomLogs;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Script;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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
    private static final int EVERY = 10;
    private static final int ROOMS = 8;
    private static final int PARTITIONS = 8;
    private static final String DEAD_LETTERS = "/admin/dead-letters";
    private static final String UNREADABLE = "not a readable intent";
    private static final String IMPOSSIBLE = "no rule can be applied to it";
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
    private final Map<String, List<String>> good = new HashMap<>();
    private final Map<String, Integer> poisoned = new HashMap<>();

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

    @AfterEach
    void emptyTheQueue() {
        chief.rest().delete(DEAD_LETTERS).expect(200);
        broker.close();
    }

    @Test
    void poisonIsSetAsideWithItsCauseAndTheRestIsStoredInOrder() {
        try (var senders = ann.connect()) {
            publishAll();

            everythingGoodIsStoredInOrder();
            var dead = awaitDead(poisoned.values().stream().mapToInt(n -> n).sum());
            assertThat(causes(dead)).isEqualTo(poisoned);
            assertThat(dead).extracting(letter -> letter.getString("id")).doesNotHaveDuplicates();
            assertThat(dead).allSatisfy(letter -> {
                assertThat(letter.getInteger("attempts")).isEqualTo(1);
                assertThat(letter.getString("exchange")).isEqualTo("parley.rooms");
                assertThat(letter.getString("routingKey")).matches("[0-7]");
                assertThat(letter.getString("firstAt")).isEqualTo(letter.getString("lastAt"));
            });
            Await.until(
                    "the sender hears of each that could be read",
                    () -> senders.inbox().all("message.failed").size() == poisoned.getOrDefault(IMPOSSIBLE, 0));
        }
        Await.until("a warning, and ready all the same", () -> {
            var ready = parley.anonymous().fetch("/health/ready").expect(200).json();
            return ready.getJsonArray("warnings").encode().contains("dead letter");
        });
    }

    @Test
    void whatIsRepairedIsStoredOnceHoweverOftenItIsReplayed() {
        publishAll();
        int all = poisoned.values().stream().mapToInt(n -> n).sum();
        awaitDead(all);

        // Nothing has changed: all of them die again, and say so.
        assertThat(replayAll()).isEqualTo(all);
        Await.until(
                "all died again",
                DONE_WITHIN,
                () -> list().stream()
                                .filter(letter -> letter.getInteger("attempts") == 2)
                                .count()
                        == all);

        broker.repair(DeadLetterTest::repaired);
        var repaired = list();
        assertThat(replayAll()).isEqualTo(all);
        int unreadable = poisoned.getOrDefault(UNREADABLE, 0);
        Await.until("those that could not be repaired died once more", DONE_WITHIN, () -> {
            var now = list();
            return now.size() == unreadable && now.stream().allMatch(letter -> letter.getInteger("attempts") == 3);
        });
        rooms.forEach(room -> goodOf(room).addAll(repairedOf(room)));
        var logs = everythingGoodIsStored();

        // The same ones again, as a crash right after the broker's confirm leaves them.
        assertThat(repaired).hasSize(all);
        repairedBodies()
                .forEach((key, bodies) -> bodies.forEach(body -> broker.publish(
                        EmbeddedAmqp.DEAD,
                        "",
                        Map.of(
                                "parley-cause",
                                IMPOSSIBLE,
                                "parley-exchange",
                                "parley.rooms",
                                "parley-routing-key",
                                key),
                        body)));
        broker.confirmed();
        assertThat(replayAll()).isEqualTo(all);
        Await.until("the unreadable ones alone are back", DONE_WITHIN, () -> list().size() == unreadable);
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
        publishAll();
        int all = poisoned.values().stream().mapToInt(n -> n).sum();
        awaitDead(all);

        var listed = dlq("list", "--oldest", "--limit", "3");
        assertThat(listed).contains("CAUSE", all + " in all");
        var id = list().get(0).getString("id");
        assertThat(dlq("show", id)).contains(id, "cause", "parley.rooms/");
        assertThat(dlq("replay", "--id", id)).contains("replayed 1");
        Await.until(
                "it died again",
                () -> list().stream()
                        .anyMatch(letter -> letter.getString("id").equals(id) && letter.getInteger("attempts") == 2));
        assertThat(dlq("discard", "--id", id)).contains("discarded 1");
        assertThat(list())
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
                "GET " + DEAD_LETTERS,
                "GET " + DEAD_LETTERS + "/" + id,
                "POST " + DEAD_LETTERS + "/" + id + "/replay",
                "POST " + DEAD_LETTERS + "/replay",
                "DELETE " + DEAD_LETTERS + "/" + id,
                "DELETE " + DEAD_LETTERS)) {
            var call = path.split(" ", 2);
            parley.anonymous().send(call[0], call[1], (JsonObject) null).refused(401, "UNAUTHENTICATED");
            ann.rest().send(call[0], call[1], (JsonObject) null).refused(403, "FORBIDDEN");
            assertThat(chief.rest().send(call[0], call[1], (JsonObject) null).status())
                    .as(path)
                    .isEqualTo(call[1].contains(id) ? 404 : 200);
        }
    }

    /** Good and poisoned ones in turn, spread over the rooms. */
    private void publishAll() {
        rooms.forEach(room -> good.put(room, new ArrayList<>()));
        for (int i = 0; i < EVENTS; i++) {
            var room = rooms.get(i % ROOMS);
            String body;
            if (i % EVERY != EVERY / 2) {
                body = intent(room, "good " + i).encode();
                goodOf(room).add("good " + i);
            } else {
                body = poison(room, i);
            }
            broker.publish("parley.rooms", key(room), Map.of(), body);
        }
        broker.confirmed();
    }

    private String poison(String room, int i) {
        int kind = i / EVERY % 3;
        poisoned.merge(kind == 2 ? IMPOSSIBLE : UNREADABLE, 1, Integer::sum);
        return switch (kind) {
            case 0 -> "{ not json " + i;
            case 1 -> new JsonObject().put("id", "x" + i).encode();
            default -> {
                var intent = intent(room, "poison " + i);
                intent.getJsonObject("command")
                        .put("lost", intent.getJsonObject("command").remove("content"));
                yield intent.encode();
            }
        };
    }

    /** What an impossible one should have been. */
    private static String repaired(String body) {
        if (!body.contains("\"lost\"")) {
            return body;
        }
        var intent = new JsonObject(body);
        var command = intent.getJsonObject("command");
        command.put("content", command.remove("lost"));
        return intent.encode();
    }

    private static JsonObject intent(String room, String text) {
        var actor = new JsonObject()
                .put("id", ann.id())
                .put("username", ann.username())
                .put("displayName", "Ann");
        return new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("roomId", room)
                .put("actor", actor)
                .put("at", Instant.now().toString())
                .put(
                        "command",
                        new JsonObject()
                                .put("do", "post")
                                .put("clientMessageId", clientMessageId(room, text))
                                .put(
                                        "content",
                                        new JsonObject().put("text", text).put("mentions", new JsonArray())));
    }

    /** The same each time, so that a copy can be made. */
    private static String clientMessageId(String room, String text) {
        return UUID.nameUUIDFromBytes((room + text).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String key(String room) {
        return Integer.toString(Math.floorMod(room.hashCode(), PARTITIONS));
    }

    private List<String> repairedOf(String room) {
        return IntStream.range(0, EVENTS)
                .filter(i -> i % EVERY == EVERY / 2
                        && i / EVERY % 3 == 2
                        && rooms.get(i % ROOMS).equals(room))
                .mapToObj(i -> "poison " + i)
                .toList();
    }

    private Map<String, List<String>> repairedBodies() {
        var bodies = new HashMap<String, List<String>>();
        rooms.forEach(room -> repairedOf(room)
                .forEach(text -> bodies.computeIfAbsent(key(room), k -> new ArrayList<>())
                        .add(intent(room, text).encode())));
        return bodies;
    }

    private void everythingGoodIsStoredInOrder() {
        var logs = awaitStored();
        logs.forEach((room, log) -> {
            assertThat(texts(log)).isEqualTo(goodOf(room));
            assertThat(log).extracting(event -> event.getLong("seq")).isSorted().doesNotHaveDuplicates();
        });
    }

    private Map<String, List<JsonObject>> everythingGoodIsStored() {
        var logs = awaitStored();
        logs.forEach((room, log) -> assertThat(texts(log).stream()
                        .filter(text -> !text.equals("after"))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(goodOf(room)));
        return logs;
    }

    private Map<String, List<JsonObject>> awaitStored() {
        int expected = good.values().stream().mapToInt(List::size).sum();
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

    private List<String> goodOf(String room) {
        return good.computeIfAbsent(room, none -> new ArrayList<>());
    }

    @CanIgnoreReturnValue
    private List<JsonObject> awaitDead(int count) {
        Await.until(count + " dead letters", DONE_WITHIN, () -> broker.waiting() == count);
        return list();
    }

    private static Map<String, Integer> causes(List<JsonObject> dead) {
        return dead.stream().collect(Collectors.toMap(letter -> letter.getString("cause"), letter -> 1, Integer::sum));
    }

    /** All of them, page by page. */
    private static List<JsonObject> list() {
        var all = new ArrayList<JsonObject>();
        var cursor = "";
        while (cursor != null) {
            var page = patiently("GET", DEAD_LETTERS + "?order=oldest&limit=100" + cursor);
            all.addAll(Answer.objects(page, "deadLetters"));
            var next = page.getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return all;
    }

    private static int replayAll() {
        int replayed = 0;
        var before = "";
        while (true) {
            var done = patiently("POST", DEAD_LETTERS + "/replay" + before);
            assertThat(done.getInteger("kept")).isZero();
            replayed += done.getInteger("settled");
            if (!done.getBoolean("more")) {
                return replayed;
            }
            before = "?diedBefore=" + done.getString("diedBefore");
        }
    }

    private static JsonObject patiently(String method, String path) {
        Rest rest = chief.rest();
        var answer = rest.send(method, path, (JsonObject) null);
        for (int i = 0; i < 5 && answer.status() == 503; i++) {
            answer = rest.send(method, path, (JsonObject) null);
        }
        return answer.expect(200).json();
    }

    private static String dlq(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", DATA.toString()));
        return Script.run("dlq", all);
    }
}
