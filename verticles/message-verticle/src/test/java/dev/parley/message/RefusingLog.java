package dev.parley.message;

import dev.parley.message.room.Head;
import dev.parley.message.room.RoomState;
import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.Derived;
import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomLog;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Message;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A real log that can never take a certain text, as a server can never take a document over its limit. */
final class RefusingLog implements RoomLog {
    private final RoomLog log;
    private final Supplier<String> text;

    RefusingLog(RoomLog log, String text) {
        this(log, () -> text);
    }

    /** @param text asked for each time: what is refused today may be taken tomorrow */
    RefusingLog(RoomLog log, Supplier<String> text) {
        this.log = log;
        this.text = text;
    }

    @Override
    public Future<Void> append(List<StoredEvent> events) {
        return events.stream().anyMatch(this::isRefused)
                ? Future.failedFuture(new IllegalArgumentException("document too large"))
                : log.append(events);
    }

    private boolean isRefused(StoredEvent stored) {
        return stored.event().data() instanceof Message message
                && message.content() != null
                && message.content().text().equals(text.get());
    }

    @Override
    public Future<Map<RoomId, RoomState>> load(Collection<RoomId> rooms) {
        return log.load(rooms);
    }

    @Override
    public Future<List<LoggedEvent>> read(Map<RoomId, List<Long>> seqs) {
        return log.read(seqs);
    }

    @Override
    public Future<List<LoggedEvent>> find(Collection<String> keys) {
        return log.find(keys);
    }

    @Override
    public Future<Void> apply(Derived derived) {
        return log.apply(derived);
    }

    @Override
    public Future<Void> commit(Map<RoomId, Head> heads) {
        return log.commit(heads);
    }
}
