package dev.parley.message.store;

import dev.parley.message.room.FoldedMessage;
import dev.parley.message.room.StoredEvent;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events, and what became of messages, as documents. */
final class EventDocuments {
    static final String FOLD = "fold";
    static final String CONTENT = "data.content";

    private EventDocuments() {}

    static JsonObject of(StoredEvent stored) {
        var event = stored.event();
        return new JsonObject()
                .put(Names.ID, Names.eventId(event.roomId(), event.seq()))
                .put(Names.KEY, stored.key())
                .put("roomId", event.roomId().value())
                .put("seq", event.seq())
                .put("type", event.type().wire())
                .put("at", Documents.time(event.at()))
                .put("actor", event.actor().value())
                .put("n", stored.messages())
                .put("data", Documents.of(event.data()));
    }

    static LoggedEvent read(JsonObject document) {
        var type = EventType.of(document.getString("type"));
        var data = Documents.read(document.getJsonObject("data"), type.data());
        var event = new Event(
                new RoomId(document.getString("roomId")),
                document.getLong("seq"),
                type,
                Instant.parse(document.getString("at")),
                new UserId(document.getString("actor")),
                data);
        var message = data instanceof Message created ? readFold(created, document.getJsonObject(FOLD)) : null;
        return new LoggedEvent(new StoredEvent(document.getString(Names.KEY), event, document.getLong("n")), message);
    }

    /**
     * What later events made of a message. {@code seq} comes first: documents compare by their first field first, so that
     * {@code $max} never puts an older fold over a newer one.
     */
    static JsonObject foldOf(FoldedMessage message) {
        var reactions = new JsonArray();
        message.reactions()
                .forEach((emoji, users) -> reactions.add(new JsonObject()
                        .put("emoji", emoji)
                        .put(
                                "users",
                                new JsonArray(users.stream().map(UserId::value).toList()))));
        return new JsonObject()
                .put("seq", message.foldSeq())
                .put("content", message.content() == null ? null : Documents.of(message.content()))
                .put("editedAt", Documents.time(message.editedAt()))
                .put("deletedAt", Documents.time(message.deletedAt()))
                .put("reactions", reactions)
                .put("edits", new JsonArray(message.edits()));
    }

    private static FoldedMessage readFold(Message created, @Nullable JsonObject fold) {
        if (fold == null) {
            return FoldedMessage.of(created);
        }
        var content = fold.getJsonObject("content");
        return new FoldedMessage(
                created,
                content == null ? null : Documents.read(content, Content.class),
                Documents.time(fold.getString("editedAt")),
                Documents.time(fold.getString("deletedAt")),
                readReactions(fold.getJsonArray("reactions")),
                readEdits(fold.getJsonArray("edits")),
                fold.getLong("seq"));
    }

    private static Map<String, Set<UserId>> readReactions(JsonArray reactions) {
        var byEmoji = new LinkedHashMap<String, Set<UserId>>();
        for (int i = 0; i < reactions.size(); i++) {
            var reaction = reactions.getJsonObject(i);
            var users = new LinkedHashSet<UserId>();
            reaction.getJsonArray("users").forEach(user -> users.add(new UserId((String) user)));
            byEmoji.put(reaction.getString("emoji"), users);
        }
        return byEmoji;
    }

    private static List<Long> readEdits(JsonArray edits) {
        return edits.stream().map(seq -> ((Number) seq).longValue()).toList();
    }
}
