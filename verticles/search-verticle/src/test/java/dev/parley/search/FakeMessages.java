package dev.parley.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.Id;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessageScan;
import dev.parley.model.rooms.Messages;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomIds;
import dev.parley.model.rooms.RoomType;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The message verticle as search sees it: messages by place, and which rooms the one caller is in. */
final class FakeMessages {
    static final PublicUser ADA = new PublicUser(UserId.next(), "ada", "Ada");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int PAGE = 3;

    private final Map<RoomId, NavigableMap<Long, MessageScan.Scanned>> rooms = new ConcurrentHashMap<>();
    private final Map<RoomId, Long> lastSeq = new ConcurrentHashMap<>();

    Future<Void> serve(Bus bus) {
        return Future.all(
                        bus.serve(
                                RoomAddresses.ROOM_IDS,
                                ask -> Future.succeededFuture(new RoomIds(List.copyOf(rooms.keySet())))),
                        bus.serve(
                                RoomAddresses.GET_ROOM,
                                ask -> rooms.containsKey(ask.roomId())
                                        ? Future.succeededFuture(room(ask.roomId()))
                                        : Future.failedFuture(Failure.forbidden("You are not a member of this room")
                                                .asException())),
                        bus.serve(
                                RoomAddresses.GET_MESSAGES,
                                ask -> Future.succeededFuture(new Messages(ask.messages().stream()
                                        .map(ref -> find(ref.roomId(), ref.messageId()))
                                        .filter(Objects::nonNull)
                                        .toList()))),
                        bus.serve(RoomAddresses.SCAN_ROOMS, ask -> Future.succeededFuture(nextRooms(ask.after()))),
                        bus.serve(
                                RoomAddresses.SCAN_MESSAGES,
                                ask -> Future.succeededFuture(page(ask.roomId(), ask.after()))))
                .mapEmpty();
    }

    @CanIgnoreReturnValue
    Event post(RoomId room, String text) {
        long seq = lastSeq.merge(room, 1L, Long::sum);
        var clientId = new ClientMessageId(Id.uuid7());
        var message = new Message(
                MessageId.of(room, ADA.id(), clientId),
                room,
                seq,
                ADA,
                clientId,
                new Content(text, List.of()),
                null,
                START.plusSeconds(seq),
                null,
                null,
                List.of());
        in(room).put(seq, new MessageScan.Scanned(message, seq));
        return new Event(room, seq, EventType.MESSAGE_CREATED, message.createdAt(), ADA.id(), message);
    }

    @CanIgnoreReturnValue
    Event edit(Event posted, String text) {
        var room = posted.roomId();
        long seq = lastSeq.merge(room, 1L, Long::sum);
        var before = (Message) posted.data();
        var content = new Content(text, List.of());
        in(room).put(
                        posted.seq(),
                        new MessageScan.Scanned(
                                new Message(
                                        before.id(),
                                        room,
                                        before.seq(),
                                        ADA,
                                        before.clientMessageId(),
                                        content,
                                        null,
                                        before.createdAt(),
                                        START,
                                        null,
                                        List.of()),
                                seq));
        var data = new EventData.MessageEdited(before.id(), posted.seq(), content, START);
        return new Event(room, seq, EventType.MESSAGE_EDITED, START, ADA.id(), data);
    }

    @CanIgnoreReturnValue
    Event delete(Event posted) {
        var room = posted.roomId();
        in(room).remove(posted.seq());
        var data = new EventData.MessageDeleted(((Message) posted.data()).id(), posted.seq(), START);
        return new Event(room, lastSeq.merge(room, 1L, Long::sum), EventType.MESSAGE_DELETED, START, ADA.id(), data);
    }

    Event deleteRoom(RoomId room) {
        rooms.remove(room);
        return new Event(
                room,
                lastSeq.merge(room, 1L, Long::sum),
                EventType.ROOM_DELETED,
                START,
                ADA.id(),
                new EventData.RoomDeleted());
    }

    /** The caller is in it no more. */
    void leave(RoomId room) {
        rooms.remove(room);
    }

    private NavigableMap<Long, MessageScan.Scanned> in(RoomId room) {
        return rooms.computeIfAbsent(room, id -> new ConcurrentSkipListMap<>());
    }

    private @Nullable Message find(RoomId room, MessageId id) {
        return rooms.getOrDefault(room, new ConcurrentSkipListMap<>()).values().stream()
                .map(MessageScan.Scanned::message)
                .filter(message -> message.id().equals(id))
                .findAny()
                .orElse(null);
    }

    private RoomIds nextRooms(@Nullable RoomId after) {
        return new RoomIds(rooms.keySet().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .filter(room -> after == null || room.value().compareTo(after.value()) > 0)
                .limit(1)
                .toList());
    }

    private MessageScan page(RoomId room, long after) {
        var rest = in(room).tailMap(after, false);
        var page = rest.entrySet().stream().limit(PAGE).toList();
        long upTo = page.isEmpty() ? after : page.get(page.size() - 1).getKey();
        return new MessageScan(page.stream().map(Map.Entry::getValue).toList(), upTo, rest.size() > PAGE);
    }

    private static Room room(RoomId id) {
        return new Room(id, RoomType.GROUP, "Engine", null, START, ADA.id(), 2, 1, null, 1);
    }
}
