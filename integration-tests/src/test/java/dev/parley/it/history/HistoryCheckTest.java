package dev.parley.it.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that finds nothing wrong is worth what it finds in histories that are wrong. */
class HistoryCheckTest {
    private final List<JsonObject> history = new ArrayList<>();

    /** Ann sends two messages, edits the first, deletes the second; she and Bob read all of it. */
    HistoryCheckTest() {
        for (var key : List.of("k1", "k2")) {
            line("sent", "by", "ann", "room", "r", "key", key);
            line("acked", "by", "ann", "room", "r", "key", key, "id", "m-" + key);
        }
        line("change", "by", "ann", "room", "r", "kind", "edited", "id", "m-k1", "text", "better");
        line("changed", "by", "ann", "room", "r", "kind", "edited", "id", "m-k1", "text", "better");
        line("change", "by", "ann", "room", "r", "kind", "deleted", "id", "m-k2", "text", "");
        for (var reader : List.of("ann", "bob")) {
            line("read", "by", reader, "room", "r", "seq", 1, "kind", "room.created");
            created(reader, 2, "k1");
            created(reader, 4, "k2");
            line("read", "by", reader, "room", "r", "seq", 5, "kind", "edited", "id", "m-k1", "text", "better");
            line("read", "by", reader, "room", "r", "seq", 6, "kind", "deleted", "id", "m-k2", "text", "");
        }
        line("live", "by", "bob", "room", "r", "seq", 2, "kind", "created", "id", "m-k1");
    }

    @CanIgnoreReturnValue
    private JsonObject line(String what, Object... fields) {
        var line = new JsonObject().put("what", what);
        for (int i = 0; i < fields.length; i += 2) {
            line.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        history.add(line);
        return line;
    }

    @CanIgnoreReturnValue
    private JsonObject created(String reader, int seq, String key) {
        return line(
                "read",
                "by",
                reader,
                "room",
                "r",
                "seq",
                seq,
                "kind",
                "created",
                "id",
                "m-" + key,
                "author",
                "ann",
                "key",
                key);
    }

    /** The lines of this kind by this client. */
    private List<JsonObject> of(String what, String by) {
        return history.stream()
                .filter(line -> line.getString("what").equals(what))
                .filter(line -> line.getString("by").equals(by))
                .toList();
    }

    private void finds(String rule) {
        assertThat(HistoryCheck.of(history).violations())
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation).startsWith(rule + ": "));
        assertThat(HistoryCheck.of(history).toString()).contains("the first: " + rule);
    }

    @Test
    void nothingIsWrongWithAGoodHistory() {
        var findings = HistoryCheck.of(history);
        assertThat(findings.violations()).isEmpty();
        assertThat(findings.count("messages")).isEqualTo(2);
        assertThat(findings.count("acknowledged")).isEqualTo(2);
        assertThat(findings.count("stored")).isEqualTo(2);
        assertThat(findings.count("applied")).isEqualTo(2);
    }

    @Test
    void whatWasRefusedMayBeStoredOrNot() {
        line("sent", "by", "ann", "room", "r", "key", "refused");
        assertThat(HistoryCheck.of(history).violations()).isEmpty();
    }

    @Test
    void anAcknowledgedMessageThatIsLost() {
        line("sent", "by", "ann", "room", "r", "key", "k3");
        line("acked", "by", "ann", "room", "r", "key", "k3", "id", "m-k3");
        finds("acknowledged and lost");
    }

    @Test
    void anAcknowledgedMessageUnderAnotherId() {
        line("acked", "by", "ann", "room", "r", "key", "k1", "id", "m-other");
        finds("acknowledged under another id");
    }

    @Test
    void aMessageStoredTwice() {
        created("ann", 7, "k1");
        created("bob", 7, "k1");
        finds("stored twice");
    }

    @Test
    void aMessageThatNobodySent() {
        created("ann", 7, "k9");
        created("bob", 7, "k9");
        finds("nobody sent it");
    }

    @Test
    void twoReadersWithTwoOrders() {
        var log = of("read", "bob");
        log.get(1).put("seq", 4);
        log.get(2).put("seq", 2);
        history.remove(log.get(1));
        history.add(history.indexOf(log.get(2)) + 1, log.get(1));
        finds("two orders");
    }

    @Test
    void aReaderWhoMissesTheEnd() {
        var log = of("read", "bob");
        history.remove(log.get(log.size() - 1));
        finds("two orders");
    }

    @Test
    void aSeqGivenTwice() {
        of("read", "ann").get(2).put("seq", 2);
        of("read", "bob").get(2).put("seq", 2);
        history.removeIf(line -> line.getString("what").equals("live"));
        finds("a seq given twice, or backwards");
    }

    @Test
    void aSeqThatLiveStoodForSomethingElse() {
        line("live", "by", "bob", "room", "r", "seq", 4, "kind", "created", "id", "m-gone");
        finds("a seq given twice, once live");
    }

    @Test
    void aSeqThatLiveStoodForSomethingAndTheLogHasNot() {
        line("live", "by", "bob", "room", "r", "seq", 3, "kind", "created", "id", "m-gone");
        finds("a seq given twice, once live");
    }

    @Test
    void anEditAppliedTwice() {
        everybodyReads("edited", "m-k1", "better");
        finds("a change applied twice");
    }

    @Test
    void aDeletionAppliedTwice() {
        everybodyReads("deleted", "m-k2", "");
        finds("a change applied twice");
    }

    @Test
    void anAcknowledgedEditThatIsLost() {
        history.removeIf(line ->
                line.getString("what").equals("read") && line.getString("kind").equals("edited"));
        finds("a change acknowledged and lost");
    }

    @Test
    void anEditThatNobodyMade() {
        everybodyReads("edited", "m-k1", "worse");
        finds("a change that nobody made");
    }

    private void everybodyReads(String kind, String id, String text) {
        for (var reader : List.of("ann", "bob")) {
            line("read", "by", reader, "room", "r", "seq", 7, "kind", kind, "id", id, "text", text);
        }
    }

    @Test
    void journalsAreReadAsTheyWereWritten(@TempDir Path folder) {
        for (var by : List.of("ann", "bob")) {
            try (var journal = Journal.of(folder, by)) {
                history.stream()
                        .filter(line -> line.getString("by").equals(by))
                        .forEach(line -> journal.write(
                                line.getString("what"),
                                line.stream()
                                        .filter(field -> !field.getKey().equals("what"))
                                        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                                        .toArray()));
            }
        }
        assertThat(HistoryCheck.of(folder)).isEqualTo(HistoryCheck.of(history));
    }
}
