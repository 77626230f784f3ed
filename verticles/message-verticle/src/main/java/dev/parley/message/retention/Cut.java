package dev.parley.message.retention;

import dev.parley.message.room.Head;
import dev.parley.message.room.LogStart;
import dev.parley.message.store.LoggedEvent;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagesRemoved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a piece at the start of a log: its old events about messages go, its old events about the room and who
 * is in it stay, and the log begins after them.
 *
 * @param messages that go
 * @param removed their seqs and those of other events about messages
 * @param kept seqs of events that stay before the start
 * @param emptied seqs, after the piece's old part, of edits of messages that go: they would go on saying what those said
 * @param start where the log begins then
 */
record Cut(
        List<MessagesRemoved.Removed> messages,
        List<Long> removed,
        List<Long> kept,
        List<Long> emptied,
        LogStart start) {

    /**
     * @param head of the room; was read before the piece
     * @param to the last seq of the piece, which begins where the log does; not after the head's
     * @param piece what is there, in seq order
     * @param over what is of this time, or earlier, goes, up to the first that is not
     */
    static Cut of(Head head, long to, List<LoggedEvent> piece, Instant over) {
        var old = piece.stream()
                .takeWhile(logged -> !logged.stored().event().at().isAfter(over))
                .toList();
        boolean whole = old.size() == piece.size();
        long start = whole ? to + 1 : piece.get(old.size()).stored().event().seq();
        var messages = new ArrayList<MessagesRemoved.Removed>();
        var removed = new ArrayList<Long>();
        var kept = new ArrayList<Long>();
        var emptied = new ArrayList<Long>();
        for (var logged : old) {
            var event = logged.stored().event();
            (isAboutMessages(event) ? removed : kept).add(event.seq());
            var message = logged.message();
            if (message != null) {
                messages.add(new MessagesRemoved.Removed(
                        event.seq(), message.created().id()));
                message.edits().stream().filter(seq -> seq >= start).forEach(emptied::add);
            }
        }
        return new Cut(
                messages, removed, kept, emptied, new LogStart(start, messagesBefore(head, to, piece, old.size())));
    }

    /** Whoever was cut short may have removed some: the first event that stays knows best. */
    private static long messagesBefore(Head head, long to, List<LoggedEvent> piece, int old) {
        if (old < piece.size()) {
            var first = piece.get(old).stored();
            return first.messages() - (first.event().data() instanceof Message ? 1 : 0);
        } else if (to == head.lastSeq()) {
            return head.messages();
        }
        return old == 0
                ? head.start().messagesBefore()
                : piece.get(old - 1).stored().messages();
    }

    private static boolean isAboutMessages(Event event) {
        var data = event.data();
        return data instanceof Message
                || data instanceof EventData.MessageEdited
                || data instanceof EventData.MessageDeleted
                || data instanceof EventData.ReactionUpdated;
    }
}
