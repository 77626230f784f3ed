package dev.parley.message.store;

import dev.parley.model.id.Id;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receipts and mutes, a document per room. Answers within the contract's 2 s or fails with UNAVAILABLE. */
public final class CursorStore {
    /**
     * What one member has in one room.
     *
     * @param mute null if not muted
     */
    public record Own(Cursor cursor, @Nullable Mute mute) {
        public static final Own NONE = new Own(Cursor.NONE, null);
    }

    /**
     * Members that one update raises: to see that no path is another's prefix, a server may compare each with each
     * (the embedded one does, and needed a second for a thousand members).
     */
    private static final int RAISED_AT_ONCE = 64;

    private static final String USERS = "users";
    private static final String MUTES = "mutes";

    private final Mongo mongo;

    public CursorStore(Mongo mongo) {
        this.mongo = mongo;
    }

    /** What {@code user} has in each of these rooms, where there is anything. */
    public Future<Map<RoomId, Own>> of(UserId user, Collection<RoomId> rooms) {
        var own = new JsonObject().put(USERS + "." + user, 1).put(MUTES + "." + user, 1);
        return find(rooms, own).map(documents -> {
            var found = new HashMap<RoomId, Own>();
            documents.forEach(document -> found.put(
                    new RoomId(document.getString(Names.ID)),
                    new Own(
                            cursors(document).getOrDefault(user, Cursor.NONE),
                            mutes(document).get(user))));
            return found;
        });
    }

    public Future<Map<UserId, Cursor>> ofRoom(RoomId room) {
        return find(List.of(room), new JsonObject().put(USERS, 1))
                .map(documents -> documents.isEmpty() ? Map.of() : cursors(documents.get(0)));
    }

    public Future<Map<UserId, Mute>> mutesOf(RoomId room) {
        return find(List.of(room), new JsonObject().put(MUTES, 1))
                .map(documents -> documents.isEmpty() ? Map.of() : mutes(documents.get(0)));
    }

    /** Moves cursors forwards; what is behind already stays. */
    public Future<Void> raise(Map<RoomId, Map<UserId, Cursor>> cursors) {
        var updates = new ArrayList<BulkOperation>();
        cursors.forEach((room, ofRoom) -> {
            var fields = new JsonObject();
            int members = 0;
            for (var entry : ofRoom.entrySet()) {
                putRaised(fields, USERS + "." + entry.getKey() + ".", entry.getValue());
                members++;
                if (members % RAISED_AT_ONCE == 0 || members == ofRoom.size()) {
                    updates.add(update(room, "$max", fields));
                    fields = new JsonObject();
                }
            }
        });
        return MongoFailures.orUnavailable(mongo.write(Names.CURSORS, updates));
    }

    /** What is 0 is raised by nothing, and read as 0 where it is missing. */
    private static void putRaised(JsonObject fields, String path, Cursor cursor) {
        fields.put(path + "deliveredSeq", cursor.deliveredSeq());
        if (cursor.readSeq() > 0) {
            fields.put(path + "readSeq", cursor.readSeq()).put(path + "readN", cursor.readMessages());
        }
    }

    /** @param mute null to hear again */
    public Future<Void> mute(RoomId room, UserId user, @Nullable Mute mute) {
        var field = MUTES + "." + user;
        var update = mute == null
                ? update(room, "$unset", new JsonObject().put(field, ""))
                : update(
                        room,
                        "$set",
                        new JsonObject().put(field, new JsonObject().put("until", Documents.time(mute.until()))));
        return MongoFailures.orUnavailable(mongo.write(Names.CURSORS, List.of(update)));
    }

    /** Everything of {@code user} in these rooms. */
    public Future<Void> forget(UserId user, Collection<RoomId> rooms) {
        var fields = new JsonObject().put(USERS + "." + user, "").put(MUTES + "." + user, "");
        var updates = rooms.stream()
                .map(room -> BulkOperation.createUpdate(
                        new JsonObject().put(Names.ID, room.value()), new JsonObject().put("$unset", fields)))
                .toList();
        return MongoFailures.orUnavailable(mongo.write(Names.CURSORS, updates));
    }

    private static BulkOperation update(RoomId room, String operator, JsonObject fields) {
        return BulkOperation.createUpdate(
                        new JsonObject().put(Names.ID, room.value()), new JsonObject().put(operator, fields))
                .setUpsert(true);
    }

    private Future<List<JsonObject>> find(Collection<RoomId> rooms, JsonObject projection) {
        var ids = rooms.stream().map(Id::value).toList();
        return MongoFailures.orUnavailable(mongo.findAll(Names.CURSORS, Names.ID, ids, projection));
    }

    private static Map<UserId, Cursor> cursors(JsonObject document) {
        var cursors = new HashMap<UserId, Cursor>();
        var users = document.getJsonObject(USERS, new JsonObject());
        users.fieldNames().forEach(user -> {
            var cursor = users.getJsonObject(user);
            cursors.put(
                    new UserId(user),
                    new Cursor(
                            cursor.getLong("deliveredSeq", 0L),
                            cursor.getLong("readSeq", 0L),
                            cursor.getLong("readN", 0L)));
        });
        return cursors;
    }

    private static Map<UserId, Mute> mutes(JsonObject document) {
        var mutes = new HashMap<UserId, Mute>();
        var users = document.getJsonObject(MUTES, new JsonObject());
        users.fieldNames()
                .forEach(user -> mutes.put(
                        new UserId(user),
                        new Mute(Documents.time(users.getJsonObject(user).getString("until")))));
        return mutes;
    }
}
