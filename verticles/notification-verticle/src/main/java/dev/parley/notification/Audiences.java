package dev.parley.notification;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.GetAudience;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who is in which room, asked of the message verticle and remembered for a short time: a mute is heeded after
 * {@link #FRESH_MS} at the latest, a change of membership as soon as its event is seen here.
 *
 * <p>Owned by the context that made it.
 */
final class Audiences {
    static final long FRESH_MS = 5_000;

    /** Members remembered, of all rooms together: some 20 MB. */
    static final int MAX_MEMBERS = 200_000;

    private final Bus bus;
    private final LongSupplier nowMs;
    private final Map<RoomId, Held> entries = new LinkedHashMap<>(); // the oldest first
    private int members;

    /** @param nowMs a clock that never goes back, milliseconds */
    Audiences(Bus bus, LongSupplier nowMs) {
        this.bus = bus;
        this.nowMs = nowMs;
    }

    /** @return empty if the room is gone; fails as UNAVAILABLE if it cannot be known now */
    Future<Optional<Audience>> of(RoomId room) {
        var known = entries.get(room);
        if (known != null && isFresh(known)) {
            return Future.succeededFuture(known.audience);
        }
        return bus.request(RoomAddresses.AUDIENCE, new GetAudience(room))
                .map(Optional::of)
                .recover(cause -> isGone(cause) ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(cause))
                .onSuccess(audience -> remember(room, audience));
    }

    void forget(RoomId room) {
        var gone = entries.remove(room);
        if (gone != null) {
            members -= gone.size();
        }
    }

    private void remember(RoomId room, Optional<Audience> audience) {
        forget(room);
        var entry = new Held(nowMs.getAsLong(), audience);
        entries.put(room, entry);
        members += entry.size();
        var oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            var next = oldest.next().getValue();
            if (isFresh(next) && members <= MAX_MEMBERS) {
                return;
            }
            oldest.remove();
            members -= next.size();
        }
    }

    private boolean isFresh(Held entry) {
        return nowMs.getAsLong() - entry.askedAt < FRESH_MS;
    }

    private static boolean isGone(Throwable cause) {
        return cause instanceof FailureException refused && refused.failure().code() == FailureCode.NOT_FOUND;
    }

    private record Held(long askedAt, Optional<Audience> audience) {
        int size() {
            return 1 + audience.map(known -> known.members().size()).orElse(0);
        }
    }
}
