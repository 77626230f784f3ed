package dev.parley.message.store;

import com.mongodb.MongoBulkWriteException;
import dev.parley.message.room.FoldedMessage;
import dev.parley.message.room.Head;
import dev.parley.message.room.RoomState;
import dev.parley.message.room.StoredEvent;
import dev.parley.model.id.Id;
import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The log in MongoDB. */
public final class MongoRoomLog implements RoomLog {
    private static final int DUPLICATE_KEY = 11_000;

    private final Mongo mongo;

    public MongoRoomLog(Mongo mongo) {
        this.mongo = mongo;
    }

    @Override
    public Future<Map<RoomId, RoomState>> load(Collection<RoomId> rooms) {
        var ids = rooms.stream().map(Id::value).toList();
        // Heads first: the other way round, a room could be older than the head that is read with it.
        return mongo.findAll(Names.HEADS, Names.ID, ids)
                .compose(heads -> mongo.findAll(Names.ROOMS, Names.ID, ids).map(records -> {
                    var states = new HashMap<RoomId, RoomState>();
                    rooms.forEach(room -> states.put(room, RoomState.absent(room)));
                    heads.forEach(document -> states.computeIfPresent(
                            new RoomId(document.getString(Names.ID)),
                            (id, state) -> new RoomState(id, state.room(), RoomDocuments.readHead(document))));
                    records.forEach(document -> states.computeIfPresent(
                            new RoomId(document.getString(Names.ID)),
                            (id, state) -> new RoomState(id, RoomDocuments.readState(document), state.head())));
                    return states;
                }));
    }

    @Override
    public Future<List<LoggedEvent>> read(Map<RoomId, List<Long>> seqs) {
        var ids = new ArrayList<String>();
        seqs.forEach((room, list) -> list.forEach(seq -> ids.add(Names.eventId(room, seq))));
        return events(Names.ID, ids);
    }

    @Override
    public Future<List<LoggedEvent>> find(Collection<String> keys) {
        return events(Names.KEY, keys);
    }

    private Future<List<LoggedEvent>> events(String field, Collection<String> values) {
        return mongo.findAll(Names.EVENTS, field, values)
                .map(documents -> documents.stream().map(EventDocuments::read).toList());
    }

    @Override
    public Future<Void> append(List<StoredEvent> events) {
        var inserts = events.stream()
                .map(event -> BulkOperation.createInsert(EventDocuments.of(event)))
                .toList();
        return mongo.writeInOrder(Names.EVENTS, inserts)
                .recover(cause -> Future.failedFuture(isDuplicate(cause) ? new DuplicateEventException(cause) : cause));
    }

    private static boolean isDuplicate(Throwable cause) {
        return cause instanceof MongoBulkWriteException bulk
                && bulk.getWriteErrors().stream().anyMatch(error -> error.getCode() == DUPLICATE_KEY);
    }

    @Override
    public Future<Void> apply(Derived derived) {
        return Future.all(
                        mongo.write(Names.ROOMS, roomUpdates(derived)),
                        mongo.write(Names.USER_ROOMS, belongingUpdates(derived)),
                        mongo.write(Names.EVENTS, messageUpdates(derived)))
                .mapEmpty();
    }

    private static List<BulkOperation> roomUpdates(Derived derived) {
        return derived.rooms().values().stream()
                .map(room -> raise(room.id(), new JsonObject().put(RoomDocuments.STATE, RoomDocuments.stateOf(room))))
                .toList();
    }

    private static List<BulkOperation> belongingUpdates(Derived derived) {
        var updates = new ArrayList<BulkOperation>();
        derived.belongings().forEach((user, rooms) -> {
            var fields = new JsonObject();
            rooms.forEach((room, belonging) -> fields.put("rooms." + room, BelongingDocuments.of(belonging)));
            updates.add(raise(user, fields));
        });
        return updates;
    }

    private static List<BulkOperation> messageUpdates(Derived derived) {
        var updates = new ArrayList<BulkOperation>();
        derived.messages().values().forEach(message -> addMessageUpdates(updates, message));
        return updates;
    }

    /** A deleted message's text goes from everywhere: nobody may get it by sync either. */
    private static void addMessageUpdates(List<BulkOperation> updates, FoldedMessage message) {
        var room = message.created().roomId();
        var update =
                new JsonObject().put("$max", new JsonObject().put(EventDocuments.FOLD, EventDocuments.foldOf(message)));
        if (message.isDeleted()) {
            update.put("$set", emptied());
            message.edits()
                    .forEach(seq -> updates.add(BulkOperation.createUpdate(
                            byId(Names.eventId(room, seq)), new JsonObject().put("$set", emptied()))));
        }
        updates.add(BulkOperation.createUpdate(
                byId(Names.eventId(room, message.created().seq())), update));
    }

    private static JsonObject emptied() {
        return new JsonObject().putNull(EventDocuments.CONTENT);
    }

    @Override
    public Future<Void> commit(Map<RoomId, Head> heads) {
        var updates = new ArrayList<BulkOperation>();
        heads.forEach((room, head) -> updates.add(raise(room, RoomDocuments.of(head))));
        return mongo.write(Names.HEADS, updates);
    }

    private static BulkOperation raise(Id id, JsonObject fields) {
        return BulkOperation.createUpdate(byId(id.value()), new JsonObject().put("$max", fields))
                .setUpsert(true);
    }

    private static JsonObject byId(String id) {
        return new JsonObject().put(Names.ID, id);
    }
}
