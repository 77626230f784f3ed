package dev.parley.message.query;

import dev.parley.message.access.Access;
import dev.parley.message.access.Authors;
import dev.parley.message.access.BlockGuard;
import dev.parley.message.access.RoomCache;
import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.CursorStore;
import dev.parley.message.store.Derived;
import dev.parley.message.store.RoomReads;
import dev.parley.model.bus.Bus;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** Everything of {@link RoomAddresses} but AUTHORIZE. */
public final class RoomService {
    private final RoomQueries queries;
    private final RoomList list;
    private final History history;
    private final EventReader events;
    private final LogScan scan;
    private final Synchronizer synchronizer;
    private final Receipts receipts;
    private final Typing typing;

    public RoomService(
            Vertx vertx,
            RoomReads reads,
            CursorStore cursors,
            RoomCache rooms,
            Access access,
            BlockGuard blocks,
            Authors authors,
            LiveDelivery live,
            Clock clock) {
        var naming = new Naming(authors);
        this.receipts = new Receipts(vertx, reads, access, cursors, live, clock);
        this.queries = new RoomQueries(reads, rooms, access, cursors, receipts, naming, clock);
        this.list = new RoomList(reads, rooms, cursors, receipts, naming, clock);
        this.history = new History(reads, access, naming);
        this.events = new EventReader(reads, access, naming);
        this.scan = new LogScan(reads);
        this.synchronizer = new Synchronizer(reads, rooms, events);
        this.typing = new Typing(access, blocks, live, clock);
    }

    public Future<Void> serve(Bus bus) {
        return Future.all(List.of(
                        bus.serve(RoomAddresses.GET_ROOM, queries::get),
                        bus.serve(RoomAddresses.LIST_ROOMS, list::list),
                        bus.serve(RoomAddresses.LIST_MEMBERS, queries::members),
                        bus.serve(RoomAddresses.HISTORY, history::list),
                        bus.serve(RoomAddresses.GET_MESSAGE, history::get),
                        bus.serve(RoomAddresses.GET_MESSAGES, history::getAll),
                        bus.serve(RoomAddresses.EVENTS, events::list),
                        bus.serve(RoomAddresses.SYNC, synchronizer::sync),
                        bus.serve(RoomAddresses.RECEIPT, receipts::advance),
                        bus.serve(RoomAddresses.TYPING, typing::set),
                        bus.serve(RoomAddresses.MUTE, queries::mute),
                        bus.serve(RoomAddresses.AUDIENCE, queries::audience),
                        bus.serve(RoomAddresses.DIRECT_PARTNERS, queries::directPartners),
                        bus.serve(RoomAddresses.ROOM_IDS, queries::roomIds),
                        bus.serve(RoomAddresses.SCAN_ROOMS, scan::rooms),
                        bus.serve(RoomAddresses.SCAN_MESSAGES, scan::messages)))
                .mapEmpty();
    }

    /** This node committed these. */
    public void committed(Derived derived, List<StoredEvent> stored) {
        receipts.committed(derived.heads(), stored);
    }
}
