package dev.parley.message.retention;

import dev.parley.broker.Broker;
import dev.parley.broker.Topology;
import dev.parley.message.room.Head;
import dev.parley.message.room.LogStart;
import dev.parley.message.store.RetentionStore;
import dev.parley.message.store.RoomReads;
import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.MessagesRemoved;
import dev.parley.model.rooms.StoredEvents;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/**
 * Cuts the start of a log off, a piece at a time.
 *
 * <p><b>Invariant: a cut begins anew or is done.</b> Where the log begins is written last. Whoever comes after one that was
 * cut short begins at the same place and does again what changes nothing; so do two at once.
 */
public final class LogCutter {
    /** Seqs of a piece: what a write removes at most. */
    static final int PIECE = 200;

    private final RoomReads reads;
    private final RetentionStore store;
    private final Broker broker;
    private final Counter removed;

    public LogCutter(RoomReads reads, RetentionStore store, Broker broker, Metrics metrics) {
        this.reads = reads;
        this.store = store;
        this.broker = broker;
        this.removed = metrics.counter(Instrument.MESSAGE_REMOVED);
    }

    /**
     * Cuts off what is old of one piece.
     *
     * @param head where the log begins and ends
     * @param over what is of this time, or earlier, is old
     * @return where the log begins now: where it did if nothing is old
     */
    public Future<LogStart> cut(RoomId room, Head head, Instant over) {
        long from = head.start().seq();
        long to = Math.min(head.lastSeq(), from + PIECE - 1);
        if (from > to) {
            return Future.succeededFuture(head.start());
        }
        return reads.events(room, from, to).compose(piece -> {
            var cut = Cut.of(head, to, piece, over);
            return cut.start().seq() == from
                    ? Future.succeededFuture(cut.start())
                    : carryOut(room, cut).map(cut.start());
        });
    }

    private Future<Void> carryOut(RoomId room, Cut cut) {
        return store.keep(room, cut.kept())
                // Others first: once the messages are gone from here, nobody could tell them any more.
                .compose(kept -> tell(room, cut.messages()))
                .compose(told -> store.empty(room, cut.emptied()))
                .compose(emptied -> store.remove(room, cut.removed()))
                .onSuccess(removed::increment)
                .compose(gone -> store.start(room, cut.start()));
    }

    private Future<Void> tell(RoomId room, List<MessagesRemoved.Removed> messages) {
        if (messages.isEmpty()) {
            return Future.succeededFuture();
        }
        var news = new StoredEvents(List.of(), List.of(new MessagesRemoved(room, messages)));
        return broker.publish(Topology.EVENTS_EXCHANGE, "", Buffer.buffer(Json.encodeBytes(news)));
    }
}
