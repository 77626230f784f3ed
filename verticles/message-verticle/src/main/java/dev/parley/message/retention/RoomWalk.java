package dev.parley.message.retention;

import dev.parley.message.room.Head;
import dev.parley.message.room.Retention;
import dev.parley.message.store.RoomReads;
import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the rooms in the order of their ids, again and again, and has cut off what each keeps no longer. A step's
 * work is bounded, however much there is. Owned by the verticle's context.
 */
public final class RoomWalk {
    /** Rooms that one step looks at. */
    static final int ROOMS = 500;

    /** Pieces that one step cuts, and those of one room, so that a long log does not hold the others up. */
    static final int PIECES = 20;

    private static final int PIECES_OF_ROOM = 5;

    /** A message may have been edited in the moment before it became too old, and the edit be on its way to the log. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(5);

    private final RoomReads reads;
    private final LogCutter cutter;
    private final Retention retention;
    private final Supplier<Predicate<RoomId>> ours;
    private final Clock clock;
    private @Nullable RoomId last;
    private boolean left; // there is more to cut in a room that was passed
    private boolean met; // some room so far, which does not keep everything for ever
    private boolean idle;

    /** @param ours says, for a step, which rooms this node is to cut; two may cut the same */
    public RoomWalk(
            RoomReads reads, LogCutter cutter, Retention retention, Supplier<Predicate<RoomId>> ours, Clock clock) {
        this.reads = reads;
        this.cutter = cutter;
        this.retention = retention;
        this.ours = ours;
        this.clock = clock;
    }

    /** @param over what is of this time, or earlier, goes */
    private record Aged(RoomId room, Head head, Instant over) {}

    /** @return whether to go on at once; fails as a store or the broker fails, then the next step goes on behind that room */
    public Future<Boolean> step() {
        return reads.roomsAfter(last, ROOMS)
                .compose(rooms -> aged(rooms.stream().filter(ours.get()).toList())
                        .compose(aged -> cutAll(aged, 0, PIECES))
                        .map(all -> all ? passed(rooms) : true));
    }

    /** Whether the last walk met no room that keeps anything but for ever: the shortest that one may begin to keep it is a day. */
    public boolean isIdle() {
        return idle;
    }

    /** All of a page's rooms have been seen to. @return whether to go on at once */
    private boolean passed(List<RoomId> rooms) {
        boolean end = rooms.size() < ROOMS;
        last = end ? null : rooms.get(rooms.size() - 1);
        boolean again = !end || left;
        left &= !end;
        if (end) {
            idle = !met && retention.isForEver();
            met = false;
        }
        return again;
    }

    /** Those of the rooms whose logs begin with what is too old, or may do so. */
    private Future<List<Aged>> aged(List<RoomId> rooms) {
        return Future.all(reads.heads(rooms), reads.retentionDays(rooms))
                .compose(read -> aged(rooms, read.resultAt(0), read.resultAt(1)));
    }

    private Future<List<Aged>> aged(
            List<RoomId> rooms, Map<RoomId, Head> heads, Map<RoomId, Optional<Integer>> retentionDays) {
        var now = clock.instant().minus(SETTLED_AFTER);
        var bounded = new ArrayList<Aged>();
        var starts = new HashMap<RoomId, Long>();
        for (var room : rooms) {
            var head = heads.getOrDefault(room, Head.EMPTY);
            var days = retentionDays.getOrDefault(room, Optional.empty()).orElse(null);
            var over = retention.over(days, now);
            met |= over != null;
            if (over != null && head.start().seq() <= head.lastSeq()) {
                bounded.add(new Aged(room, head, over));
                starts.put(room, head.start().seq());
            }
        }
        return reads.times(starts)
                .map(times -> bounded.stream()
                        // A seq that is not used says nothing of what comes after it.
                        .filter(one ->
                                !times.getOrDefault(one.room, Instant.MIN).isAfter(one.over))
                        .toList());
    }

    /** @return whether all of them have been seen to */
    private Future<Boolean> cutAll(List<Aged> aged, int next, int pieces) {
        if (next == aged.size()) {
            return Future.succeededFuture(true);
        } else if (pieces == 0) {
            return Future.succeededFuture(false);
        }
        var one = aged.get(next);
        last = one.room; // also if it fails: it is not to hold the others up
        return cut(one, Math.min(pieces, PIECES_OF_ROOM)).compose(cut -> cutAll(aged, next + 1, pieces - cut));
    }

    /** @return how many pieces were looked at, 1 to {@code most} */
    private Future<Integer> cut(Aged one, int most) {
        return cutter.cut(one.room, one.head, one.over).compose(start -> {
            boolean done = start.seq() < one.head.start().seq() + LogCutter.PIECE || start.seq() > one.head.lastSeq();
            if (done || most == 1) {
                left |= !done;
                return Future.succeededFuture(1);
            }
            return cut(new Aged(one.room, one.head.from(start), one.over), most - 1)
                    .map(further -> 1 + further);
        });
    }
}
