package dev.parley.message.query;

import dev.parley.message.access.Access;
import dev.parley.message.access.RoomCache;
import dev.parley.message.room.Head;
import dev.parley.message.room.Membership;
import dev.parley.message.room.RoomRecord;
import dev.parley.message.store.Belonging;
import dev.parley.message.store.Cursor;
import dev.parley.message.store.CursorStore;
import dev.parley.message.store.Mute;
import dev.parley.message.store.RoomReads;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.id.UserIds;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.GetAudience;
import dev.parley.model.rooms.GetRoom;
import dev.parley.model.rooms.ListDirectPartners;
import dev.parley.model.rooms.ListMembers;
import dev.parley.model.rooms.ListRoomIds;
import dev.parley.model.rooms.Member;
import dev.parley.model.rooms.MemberPage;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomIds;
import dev.parley.model.rooms.SetMute;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One room and who is in it. */
final class RoomQueries {
    private static final int MEMBERS_PER_PAGE = 200;

    private final RoomReads reads;
    private final RoomCache rooms;
    private final Access access;
    private final CursorStore cursors;
    private final Receipts receipts;
    private final Naming naming;
    private final Clock clock;

    RoomQueries(
            RoomReads reads,
            RoomCache rooms,
            Access access,
            CursorStore cursors,
            Receipts receipts,
            Naming naming,
            Clock clock) {
        this.reads = reads;
        this.rooms = rooms;
        this.access = access;
        this.cursors = cursors;
        this.receipts = receipts;
        this.naming = naming;
        this.clock = clock;
    }

    Future<Room> get(GetRoom request) {
        return current(request.caller(), request.roomId())
                .map(current -> current.room().toRoom(current.head()));
    }

    private record Current(RoomRecord room, Head head) {}

    /** The room as its head says it is, not as it was last heard of here. */
    private Future<Current> current(UserId caller, RoomId id) {
        return access.member(caller, id)
                .compose(member -> reads.head(id))
                .compose(head -> rooms.getAll(List.of(id), Map.of(id, head))
                        .compose(found -> Access.admit(found.get(id), caller))
                        .map(room -> new Current(room, head)));
    }

    Future<MemberPage> members(ListMembers request) {
        var after = place(request.cursor());
        return current(request.caller(), request.roomId()).compose(current -> {
            var room = current.room();
            var all = room.members().values().stream()
                    .sorted(Place.ORDER)
                    .filter(member -> after == null || Place.of(member).compareTo(after) > 0)
                    .limit(MEMBERS_PER_PAGE + 1L)
                    .toList();
            boolean more = all.size() > MEMBERS_PER_PAGE;
            var shown = more ? all.subList(0, MEMBERS_PER_PAGE) : all;
            var nextCursor = more ? Place.of(shown.get(shown.size() - 1)).cursor() : null;
            return cursors.ofRoom(room.id())
                    .compose(stored -> named(room.id(), shown, stored))
                    .map(members -> new MemberPage(members, nextCursor));
        });
    }

    /** A member's place in the list, which is also the cursor behind it: still good when that member has left. */
    private record Place(long joinedSeq, String user) implements Comparable<Place> {
        static final Comparator<Membership> ORDER = Comparator.comparing(Place::of);

        static Place of(Membership member) {
            return new Place(member.joinedSeq(), member.user().id().value());
        }

        @Override
        public int compareTo(Place other) {
            int bySeq = Long.compare(joinedSeq, other.joinedSeq);
            return bySeq != 0 ? bySeq : user.compareTo(other.user);
        }

        String cursor() {
            return joinedSeq + ":" + user;
        }
    }

    private static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        var parts = cursor.split(":", 2);
        try {
            return new Place(Long.parseLong(parts[0]), parts[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw Failure.invalid("cursor", "must be a nextCursor of this list").asException();
        }
    }

    private Future<List<Member>> named(RoomId room, List<Membership> members, Map<UserId, Cursor> stored) {
        return naming.now(members.stream().map(member -> member.user().id()).toList())
                .map(names -> members.stream()
                        .map(member -> {
                            var id = member.user().id();
                            // Whoever joins has nothing unread; what this node has seen may be stored a moment later.
                            var cursor = stored.getOrDefault(id, Cursor.NONE)
                                    .max(new Cursor(member.joinedSeq(), member.joinedSeq(), 0))
                                    .max(receipts.atLeast(room, id));
                            return new Member(
                                    Naming.named(member.user(), names),
                                    member.role(),
                                    member.joinedAt(),
                                    cursor.deliveredSeq(),
                                    cursor.readSeq());
                        })
                        .toList());
    }

    Future<Audience> audience(GetAudience request) {
        return rooms.get(request.roomId()).compose(room -> {
            if (room == null || room.deleted()) {
                return Future.failedFuture(Failure.notFound("room").asException());
            }
            return Future.all(reads.head(room.id()), cursors.mutesOf(room.id()))
                    .map(both -> new Audience(
                            room.toRoom(both.<Head>resultAt(0)), room.memberIds(), muted(both.resultAt(1))));
        });
    }

    private Set<UserId> muted(Map<UserId, Mute> mutes) {
        var now = clock.instant();
        return mutes.entrySet().stream()
                .filter(entry -> entry.getValue().isOn(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Future<RoomIds> roomIds(ListRoomIds request) {
        return reads.belongings(request.caller())
                .map(belongings -> new RoomIds(belongings.entrySet().stream()
                        .filter(belonging -> belonging.getValue().member())
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    Future<UserIds> directPartners(ListDirectPartners request) {
        return reads.belongings(request.userId())
                .map(belongings -> new UserIds(belongings.values().stream()
                        .filter(Belonging::member)
                        .map(Belonging::partner)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    Future<Done> mute(SetMute request) {
        var mute = request.muted() ? new Mute(request.until()) : null;
        return access.member(request.caller(), request.roomId())
                .compose(room -> cursors.mute(room.id(), request.caller(), mute))
                .map(Done.DONE);
    }
}
