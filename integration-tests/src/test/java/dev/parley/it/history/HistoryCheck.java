package dev.parley.it.history;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the lines of {@link Journal}s against what was promised: what is acknowledged is stored; nothing is stored twice
 * under its author's key; all readers have one order; a seq is given once; a change is applied once.
 */
public final class HistoryCheck {
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, List<JsonObject>> lines = new HashMap<>(); // by their what

    private HistoryCheck(List<JsonObject> history) {
        history.forEach(line -> lines.computeIfAbsent(line.getString("what"), key -> new ArrayList<>())
                .add(line));
        lines.forEach((what, some) -> counts.put(what, some.size()));
    }

    /**
     * @param counts how many of what
     * @param violations the first is the first counter-example
     */
    public record Findings(Map<String, Integer> counts, List<String> violations) {
        public int count(String what) {
            return counts.getOrDefault(what, 0);
        }

        /** In a line, with the first counter-example if there is one. */
        @Override
        public String toString() {
            return counts + ", violations=" + violations.size()
                    + (violations.isEmpty() ? "" : ", the first: " + violations.get(0));
        }
    }

    /** Of all files {@code *.jsonl} in {@code folder}. */
    public static Findings of(Path folder) {
        try (var files = Files.newDirectoryStream(folder, "*.jsonl")) {
            var history = new ArrayList<JsonObject>();
            for (var file : files) {
                Files.readAllLines(file).forEach(line -> history.add(new JsonObject(line)));
            }
            return of(history);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param history each client's lines in their order */
    public static Findings of(List<JsonObject> history) {
        var check = new HistoryCheck(history);
        var logs = check.logs();
        logs.forEach((room, readers) -> check.oneOrder(room, readers));
        logs.forEach((room, readers) -> readers.forEach((reader, log) -> check.risingSeqs(room, reader, log)));
        check.liveFitsTheLog(logs);
        check.storedOnceAndSent(logs);
        check.acknowledgedIsStored(logs);
        check.changesAreAppliedOnce(logs);
        return new Findings(check.counts, List.copyOf(check.violations));
    }

    private List<JsonObject> all(String what) {
        return lines.getOrDefault(what, List.of());
    }

    /** room → reader → log. */
    private Map<String, Map<String, List<JsonObject>>> logs() {
        var logs = new TreeMap<String, Map<String, List<JsonObject>>>();
        all("read")
                .forEach(line -> logs.computeIfAbsent(line.getString("room"), room -> new LinkedHashMap<>())
                        .computeIfAbsent(line.getString("by"), reader -> new ArrayList<>())
                        .add(line));
        long stored = logs.values().stream()
                .flatMap(readers -> any(readers).stream())
                .filter(event -> is("created", event))
                .count();
        counts.put("stored", Math.toIntExact(stored));
        return logs;
    }

    /** They are the same, or {@link #oneOrder} says so. */
    private static List<JsonObject> any(Map<String, List<JsonObject>> readers) {
        return readers.values().iterator().next();
    }

    private static boolean is(String kind, JsonObject event) {
        return kind.equals(event.getString("kind"));
    }

    private void violation(String rule, Object... evidence) {
        violations.add(rule + ": " + List.of(evidence));
    }

    private void oneOrder(String room, Map<String, List<JsonObject>> readers) {
        var first = any(readers);
        readers.forEach((reader, log) -> {
            for (int i = 0; i < Math.max(first.size(), log.size()); i++) {
                var one = i < first.size() ? place(first.get(i)) : "nothing";
                var other = i < log.size() ? place(log.get(i)) : "nothing";
                if (!one.equals(other)) {
                    violation("two orders", "room " + room, "place " + i, one, "but to " + reader, other);
                    return;
                }
            }
        });
    }

    /** What everybody must see alike. */
    private static String place(JsonObject event) {
        var copy = event.copy();
        copy.remove("by");
        copy.remove("what");
        return new TreeMap<>(copy.getMap()).toString();
    }

    private void risingSeqs(String room, String reader, List<JsonObject> log) {
        long last = 0;
        for (var event : log) {
            if (event.getLong("seq") <= last) {
                violation("a seq given twice, or backwards", "room " + room, "to " + reader, event);
            }
            last = event.getLong("seq");
        }
    }

    private void liveFitsTheLog(Map<String, Map<String, List<JsonObject>>> logs) {
        var bySeq = new HashMap<String, String>();
        logs.forEach((room, readers) ->
                any(readers).forEach(event -> bySeq.put(room + " " + event.getLong("seq"), liveView(event))));
        for (var heard : all("live")) {
            var stored = bySeq.get(heard.getString("room") + " " + heard.getLong("seq"));
            if (!liveView(heard).equals(stored)) {
                violation("a seq given twice, once live", heard, "in the log: " + stored);
            }
        }
    }

    private static String liveView(JsonObject event) {
        return event.getString("kind") + " " + event.getString("id", "") + " " + event.getString("text", "");
    }

    private static String message(JsonObject line, String author) {
        return line.getString("room") + " " + line.getString(author) + " " + line.getString("key");
    }

    private void storedOnceAndSent(Map<String, Map<String, List<JsonObject>>> logs) {
        var sent = new HashSet<String>();
        all("sent").forEach(line -> sent.add(message(line, "by")));
        counts.put("messages", sent.size());
        logs.forEach((room, readers) -> readers.forEach((reader, log) -> {
            var seen = new HashSet<String>();
            log.stream().filter(event -> is("created", event)).forEach(event -> {
                var message = message(event, "author");
                if (!seen.add(message)) {
                    violation("stored twice", "room " + room, "as read by " + reader, event);
                }
                if (!sent.contains(message)) {
                    violation("nobody sent it", event);
                }
            });
        }));
    }

    private void acknowledgedIsStored(Map<String, Map<String, List<JsonObject>>> logs) {
        var ids = new HashMap<String, String>(); // message → id
        logs.values()
                .forEach(readers -> any(readers).stream()
                        .filter(event -> is("created", event))
                        .forEach(event -> ids.put(message(event, "author"), event.getString("id"))));
        var acknowledged = new HashSet<String>();
        for (var ack : all("acked")) {
            acknowledged.add(message(ack, "by"));
            var id = ids.get(message(ack, "by"));
            if (id == null) {
                violation("acknowledged and lost", ack);
            } else if (!id.equals(ack.getString("id"))) {
                violation("acknowledged under another id", ack, "stored as " + id);
            }
        }
        counts.put("acknowledged", acknowledged.size());
    }

    private static String change(JsonObject line) {
        return line.getString("room") + " " + line.getString("kind") + " " + line.getString("id") + " "
                + line.getString("text", "");
    }

    private void changesAreAppliedOnce(Map<String, Map<String, List<JsonObject>>> logs) {
        var wanted = changes("change");
        var applied = new HashSet<String>();
        logs.values()
                .forEach(readers -> any(readers).stream()
                        .filter(event -> is("edited", event) || is("deleted", event))
                        .forEach(event -> {
                            if (!applied.add(change(event))) {
                                violation("a change applied twice", event);
                            }
                            if (!wanted.contains(change(event))) {
                                violation("a change that nobody made", event);
                            }
                        }));
        counts.put("applied", applied.size());
        for (var acknowledged : changes("changed")) {
            if (!applied.contains(acknowledged)) {
                violation("a change acknowledged and lost", acknowledged);
            }
        }
    }

    private Set<String> changes(String what) {
        var changes = new HashSet<String>();
        all(what).forEach(line -> changes.add(change(line)));
        return changes;
    }
}
