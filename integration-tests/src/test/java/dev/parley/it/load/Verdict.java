package dev.parley.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds what everyone has against what was promised: one order, stored once, nothing acknowledged is missing. */
public final class Verdict {
    private final Map<String, List<JsonObject>> logs;

    /** @param logs room → its log, as the first member read it */
    public Verdict(Map<String, List<JsonObject>> logs) {
        this.logs = logs;
    }

    void everyoneHasTheSame(Sender member, Map<String, List<JsonObject>> theirs) {
        logs.forEach((room, log) -> assertThat(theirs.get(room))
                .as("what %s has of room %s", member.user().username(), room)
                .isEqualTo(log));
    }

    /** What came live is the log's own event at its place, in the log's order, and none came twice. */
    int liveEventsFit(Sender member) {
        var bySeq = new HashMap<String, JsonObject>();
        logs.forEach((room, log) -> log.forEach(event -> bySeq.put(room + ":" + event.getLong("seq"), event)));
        int count = 0;
        for (var inbox : member.inboxes()) {
            var last = new HashMap<String, Long>();
            for (var live : inbox.all("message.created")) {
                var room = live.getString("roomId");
                var seq = live.getLong("seq");
                assertThat(live).as("live event").isEqualTo(bySeq.get(room + ":" + seq));
                assertThat(seq)
                        .as("live order in %s", room)
                        .isGreaterThan(Objects.requireNonNullElse(last.put(room, seq), 0L));
                count++;
            }
        }
        return count;
    }

    /** Every acknowledged message is in the log, once, under the id that was acknowledged. */
    public void everyAcknowledgedMessageIsThereOnce(Map<String, String> acknowledged) {
        var stored = new HashMap<String, String>();
        logs.values()
                .forEach(log -> log.stream()
                        .filter(event -> event.getString("type").equals("message.created"))
                        .map(event -> event.getJsonObject("data"))
                        .forEach(message -> assertThat(
                                        stored.put(message.getString("clientMessageId"), message.getString("id")))
                                .as("stored twice: %s", message)
                                .isNull()));
        assertThat(stored).containsAllEntriesOf(acknowledged);
        assertThat(stored).hasSameSizeAs(acknowledged);
    }

    /** Each sender's messages stand in each room in the order they were sent. */
    void everySendersOrderIsKept() {
        logs.values().forEach(log -> {
            var last = new HashMap<String, Integer>();
            for (var event : log) {
                if (event.getString("type").equals("message.created")) {
                    var text = event.getJsonObject("data")
                            .getJsonObject("content")
                            .getString("text")
                            .split("/");
                    var number = Integer.parseInt(text[1]);
                    assertThat(number)
                            .as("sender %s in %s", text[0], event.getString("roomId"))
                            .isGreaterThan(Objects.requireNonNullElse(last.put(text[0], number), -1));
                }
            }
        });
    }

    /** @param gapsAllowed after a crash a seq may be unused; otherwise none is */
    public void seqsRise(boolean gapsAllowed) {
        logs.forEach((room, log) -> {
            var seqs = log.stream().map(event -> event.getLong("seq")).toList();
            assertThat(seqs).as(room).isSorted();
            assertThat(new HashSet<>(seqs)).as(room).hasSameSizeAs(seqs);
            if (!gapsAllowed) {
                assertThat(seqs.get(seqs.size() - 1)).as("no gap in %s", room).isEqualTo(seqs.size());
            }
        });
    }

    public int events() {
        return logs.values().stream().mapToInt(List::size).sum();
    }
}
