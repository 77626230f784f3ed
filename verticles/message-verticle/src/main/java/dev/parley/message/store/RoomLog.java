package dev.parley.message.store;

import dev.parley.message.room.Head;
import dev.parley.message.room.RoomState;
import dev.parley.message.room.StoredEvent;
import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the owner of a partition does to the store, in the order of one batch. Fails as the driver fails. */
public interface RoomLog {
    /**
     * The rooms as far as they are committed. Events beyond the head may exist, of a batch that was not finished: see
     * {@link #read}.
     */
    Future<Map<RoomId, RoomState>> load(Collection<RoomId> rooms);

    /** Those of these places that are taken, by room and seq. */
    Future<List<LoggedEvent>> read(Map<RoomId, List<Long>> seqs);

    /** Those of these keys that exist. A message's key is its id. */
    Future<List<LoggedEvent>> find(Collection<String> keys);

    /** Appends in order; fails with {@link DuplicateEventException} when a key or a place is taken, then only those before are in. */
    Future<Void> append(List<StoredEvent> events);

    /** Writes rooms, whose rooms, and messages; not the heads. */
    Future<Void> apply(Derived derived);

    /**
     * <b>Invariant: committed is complete.</b> A room's lastSeq is written only after every event up to it, and what
     * follows from them, is stored; a reader that reads lastSeq first misses nothing below it.
     */
    Future<Void> commit(Map<RoomId, Head> heads);
}
