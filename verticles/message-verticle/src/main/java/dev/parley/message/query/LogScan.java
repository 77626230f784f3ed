package dev.parley.message.query;

import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomReads;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.MessageScan;
import dev.parley.model.rooms.RoomIds;
import dev.parley.model.rooms.ScanMessages;
import dev.parley.model.rooms.ScanRooms;
import io.vertx.core.Future;
import java.util.List;

/** The whole log from its beginning, for whoever makes an index of it. */
final class LogScan {
    /** Seqs of a page: with the longest texts under a megabyte and a half on the bus. */
    private static final int PIECE = 200;

    /** Sees no reaction as its own. */
    private static final UserId NOBODY = new UserId("00000000-0000-0000-0000-000000000000");

    private final RoomReads reads;

    LogScan(RoomReads reads) {
        this.reads = reads;
    }

    Future<RoomIds> rooms(ScanRooms request) {
        return reads.roomsAfter(request.after(), request.limit()).map(RoomIds::new);
    }

    Future<MessageScan> messages(ScanMessages request) {
        return (request.after() == 0 ? isOpen(request.roomId()) : Future.succeededFuture(true))
                .compose(open -> open ? page(request) : Future.succeededFuture(nothingAfter(request)));
    }

    private Future<Boolean> isOpen(RoomId roomId) {
        return reads.rooms(List.of(roomId)).map(rooms -> {
            var room = rooms.get(roomId);
            return room != null && !room.deleted();
        });
    }

    private Future<MessageScan> page(ScanMessages request) {
        return reads.head(request.roomId()).compose(head -> {
            long from = Math.max(request.after() + 1, head.start().seq());
            long upTo = Math.min(head.lastMessageSeq(), from + PIECE - 1);
            if (upTo < from) {
                return Future.succeededFuture(nothingAfter(request));
            }
            return reads.events(request.roomId(), from, upTo)
                    .map(events -> new MessageScan(current(events), upTo, upTo < head.lastMessageSeq()));
        });
    }

    private static MessageScan nothingAfter(ScanMessages request) {
        return new MessageScan(List.of(), request.after(), false);
    }

    private static List<MessageScan.Scanned> current(List<LoggedEvent> events) {
        return events.stream()
                .map(LoggedEvent::message)
                .filter(message -> message != null && !message.isDeleted())
                .map(message -> new MessageScan.Scanned(message.seenBy(NOBODY), message.foldSeq()))
                .toList();
    }
}
