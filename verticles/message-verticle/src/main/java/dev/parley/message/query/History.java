package dev.parley.message.query;

import dev.parley.message.access.Access;
import dev.parley.message.room.Head;
import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomReads;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.GetMessage;
import dev.parley.model.rooms.GetMessages;
import dev.parley.model.rooms.ListMessages;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.MessageRef;
import dev.parley.model.rooms.Messages;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pages of messages, as they are now. The log is walked in pieces of exact keys, since between messages lie their edits
 * and reactions; each event says how many messages there are up to it, so that the ends are known without looking.
 */
final class History {
    /** Read beyond the limit, for what lies between the messages. */
    private static final int MARGIN = 14;

    private static final int LARGEST_PIECE = 500;

    private final RoomReads reads;
    private final Access access;
    private final Naming naming;

    History(RoomReads reads, Access access, Naming naming) {
        this.reads = reads;
        this.access = access;
        this.naming = naming;
    }

    Future<MessagePage> list(ListMessages request) {
        return access.member(request.caller(), request.roomId())
                .compose(room -> reads.head(request.roomId()))
                .compose(head -> new Walk(request, head).run());
    }

    Future<Message> get(GetMessage request) {
        return access.member(request.caller(), request.roomId())
                .compose(room -> reads.messages(List.of(request.messageId())))
                .compose(found -> naming.messages(seen(found, request.caller())))
                .map(messages -> messages.stream()
                        .filter(message -> message.roomId().equals(request.roomId()))
                        .findAny()
                        .orElseThrow(() -> Failure.notFound("message").asException()));
    }

    Future<Messages> getAll(GetMessages request) {
        var rooms =
                request.messages().stream().map(MessageRef::roomId).distinct().toList();
        var ids = request.messages().stream().map(MessageRef::messageId).toList();
        return admitted(request.caller(), rooms)
                .compose(open -> reads.messages(ids)
                        .compose(found -> naming.messages(seen(found, request.caller())))
                        .map(messages -> new Messages(inOrder(request.messages(), open, messages))));
    }

    /** Those of the rooms that the caller is in. */
    private Future<Set<RoomId>> admitted(UserId caller, List<RoomId> rooms) {
        var open = new HashSet<RoomId>();
        return Future.all(rooms.stream()
                        .map(room -> access.member(caller, room)
                                .onSuccess(admitted -> open.add(room))
                                .recover(refused ->
                                        isRefusal(refused) ? Future.succeededFuture() : Future.failedFuture(refused)))
                        .toList())
                .map(asked -> open);
    }

    private static boolean isRefusal(Throwable cause) {
        var code = FailureException.failureOf(cause).code();
        return code == FailureCode.FORBIDDEN || code == FailureCode.NOT_FOUND;
    }

    private static List<Message> inOrder(List<MessageRef> wanted, Set<RoomId> open, List<Message> messages) {
        var byRef = messages.stream()
                .filter(message -> message.content() != null && open.contains(message.roomId()))
                .collect(Collectors.toMap(
                        message -> new MessageRef(message.roomId(), message.id()), message -> message, (a, b) -> a));
        return wanted.stream()
                .distinct()
                .map(byRef::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Message> seen(List<LoggedEvent> log, UserId reader) {
        return log.stream()
                .map(LoggedEvent::message)
                .filter(Objects::nonNull)
                .map(message -> message.seenBy(reader))
                .toList();
    }

    private final class Walk {
        private final ListMessages request;
        private final RoomId room;
        private final Head head;
        private final boolean forwards;
        private final List<LoggedEvent> found = new ArrayList<>();
        private final PageSize size = new PageSize(PageSize.SOCKET);
        private long next;
        private int piece;
        private boolean full;

        Walk(ListMessages request, Head head) {
            this.request = request;
            this.room = request.roomId();
            this.head = head;
            this.forwards = request.after() != null;
            this.next = start(request, head);
            this.piece = request.limit() + MARGIN;
        }

        private static long start(ListMessages request, Head head) {
            if (request.after() != null) {
                return Math.max(request.after() + 1, head.start().seq());
            }
            return request.before() == null
                    ? head.lastMessageSeq()
                    : Math.min(request.before() - 1, head.lastMessageSeq());
        }

        Future<MessagePage> run() {
            long first = head.start().seq();
            if (full || next < first || next > head.lastMessageSeq()) {
                return page();
            }
            long from = forwards ? next : Math.max(first, next - piece + 1);
            long to = forwards ? Math.min(head.lastMessageSeq(), next + piece - 1) : next;
            next = forwards ? to + 1 : from - 1;
            piece = Math.min(LARGEST_PIECE, piece * 2);
            return reads.events(room, from, to).compose(events -> {
                take(events);
                return run();
            });
        }

        private void take(List<LoggedEvent> events) {
            var inOrder = new ArrayList<>(events);
            if (!forwards) {
                Collections.reverse(inOrder);
            }
            for (var logged : inOrder) {
                var message = logged.message();
                if (message != null && !full) {
                    boolean fits = size.takes(message.seenBy(request.caller())) || found.isEmpty();
                    full = found.size() == request.limit() || !fits;
                    if (!full) {
                        found.add(logged);
                    }
                }
            }
            full |= found.size() == request.limit();
        }

        private Future<MessagePage> page() {
            boolean more = !found.isEmpty() && beyond(found.get(found.size() - 1));
            if (!forwards) {
                Collections.reverse(found);
            }
            return naming.messages(seen(found, request.caller())).map(messages -> new MessagePage(messages, more));
        }

        private boolean beyond(LoggedEvent last) {
            return forwards
                    ? last.stored().messages() < head.messages()
                    : last.stored().messages() > head.start().messagesBefore() + 1;
        }
    }
}
