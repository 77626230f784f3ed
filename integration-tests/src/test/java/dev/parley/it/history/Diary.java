package dev.parley.it.history;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** One person's {@link Journal} in one room. Thread-safe. */
public final class Diary implements AutoCloseable {
    private final Journal journal;
    private final String person;
    private final String room;

    /**
     * An edit or a deletion of a message.
     *
     * @param kind as the journal has it
     * @param text that it gets; empty of one that is deleted
     */
    public record Change(String kind, String messageId, String text) {
        public static Change edit(String messageId, String text) {
            return new Change("edited", messageId, text);
        }

        public static Change deletion(String messageId) {
            return new Change("deleted", messageId, "");
        }

        public boolean isEdit() {
            return kind.equals("edited");
        }
    }

    /** @param person the user's id */
    public Diary(Journal journal, String person, String room) {
        this.journal = journal;
        this.person = person;
        this.room = room;
    }

    /** A message is being sent, maybe not for the first time. */
    public void sent(String key) {
        did("sent", List.of("key", key));
    }

    public void acknowledged(String key, String messageId) {
        did("acked", List.of("key", key, "id", messageId));
    }

    /** A change is being asked for. */
    public void change(Change change) {
        did("change", fields(change));
    }

    public void changeAcknowledged(Change change) {
        did("changed", fields(change));
    }

    private void did(String what, List<Object> fields) {
        var line = new ArrayList<Object>(List.of("by", person, "room", room));
        line.addAll(fields);
        journal.write(what, line.toArray());
    }

    /** An event that came by itself. */
    public void live(JsonObject event) {
        journal.write("live", line(event).toArray());
    }

    /** An event of the room's log, of which all are read in their order. */
    public void read(JsonObject event) {
        var line = line(event);
        if (event.getString("type").equals("message.created")) {
            var message = event.getJsonObject("data");
            line.addAll(List.of("author", message.getJsonObject("sender").getString("id")));
            line.addAll(List.of("key", message.getString("clientMessageId")));
        }
        journal.write("read", line.toArray());
    }

    private List<Object> line(JsonObject event) {
        var line = new ArrayList<Object>(
                List.of("by", person, "room", event.getString("roomId"), "seq", event.getLong("seq")));
        var data = event.getJsonObject("data", new JsonObject());
        var type = event.getString("type");
        line.addAll(
                switch (type) {
                    case "message.created" -> List.of("kind", "created", "id", data.getString("id"));
                    case "message.edited" ->
                        fields(Change.edit(
                                data.getString("messageId"),
                                data.getJsonObject("content").getString("text")));
                    case "message.deleted" -> fields(Change.deletion(data.getString("messageId")));
                    default -> List.of("kind", type);
                });
        return line;
    }

    private static List<Object> fields(Change change) {
        return List.of("kind", change.kind, "id", change.messageId, "text", change.text);
    }

    @Override
    public void close() {
        journal.close();
    }
}
