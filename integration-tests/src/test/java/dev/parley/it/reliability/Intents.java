package dev.parley.it.reliability;

import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Messages as a gateway would publish them, good ones and poisoned ones in turn, spread over rooms. A third of the poisoned
 * ones can be read and not applied; these can be repaired.
 */
final class Intents {
    static final String UNREADABLE = "not a readable intent";
    static final String IMPOSSIBLE = "no rule can be applied to it";

    private static final int EVERY = 10;
    private static final int PARTITIONS = 8;

    private final TestUser sender;
    private final List<String> rooms;
    private final int count;
    private final Map<String, List<String>> good = new HashMap<>();
    private final Map<String, Integer> poisoned = new HashMap<>();

    /** @param count of all, a tenth of them poisoned */
    Intents(TestUser sender, List<String> rooms, int count) {
        this.sender = sender;
        this.rooms = List.copyOf(rooms);
        this.count = count;
        rooms.forEach(room -> good.put(room, new ArrayList<>()));
    }

    /** room → the texts that are to be stored, in their order. */
    Map<String, List<String>> good() {
        return good;
    }

    List<String> goodOf(String room) {
        return good.getOrDefault(room, List.of());
    }

    int goodCount() {
        return good.values().stream().mapToInt(List::size).sum();
    }

    /** cause → how many. */
    Map<String, Integer> poisoned() {
        return poisoned;
    }

    int poisonedCount() {
        return poisoned.values().stream().mapToInt(n -> n).sum();
    }

    int poisonedBy(String cause) {
        return poisoned.getOrDefault(cause, 0);
    }

    /** Returns when the broker has all of them. */
    void publish(EmbeddedAmqp broker) {
        for (int i = 0; i < count; i++) {
            var room = rooms.get(i % rooms.size());
            String body;
            if (i % EVERY != EVERY / 2) {
                body = intent(room, "good " + i).encode();
                good(room, "good " + i);
            } else {
                body = poison(room, i);
            }
            broker.publish("parley.rooms", key(room), Map.of(), body);
        }
        broker.confirmed();
    }

    private void good(String room, String text) {
        good.computeIfAbsent(room, none -> new ArrayList<>()).add(text);
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
    static String repaired(String body) {
        if (!body.contains("\"lost\"")) {
            return body;
        }
        var intent = new JsonObject(body);
        var command = intent.getJsonObject("command");
        command.put("content", command.remove("lost"));
        return intent.encode();
    }

    private JsonObject intent(String room, String text) {
        var actor = new JsonObject()
                .put("id", sender.id())
                .put("username", sender.username())
                .put("displayName", sender.username());
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
        return IntStream.range(0, count)
                .filter(i -> i % EVERY == EVERY / 2
                        && i / EVERY % 3 == 2
                        && rooms.get(i % rooms.size()).equals(room))
                .mapToObj(i -> "poison " + i)
                .toList();
    }

    /** partition → the impossible ones as they should have been, once more. */
    Map<String, List<String>> repairedBodies() {
        var bodies = new HashMap<String, List<String>>();
        rooms.forEach(room -> repairedOf(room)
                .forEach(text -> bodies.computeIfAbsent(key(room), k -> new ArrayList<>())
                        .add(intent(room, text).encode())));
        return bodies;
    }

    /** From now on the impossible ones are good: they come after the others. */
    void nowRepaired() {
        rooms.forEach(room -> repairedOf(room).forEach(text -> good(room, text)));
    }
}
