package dev.parley.contacts;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Users' names, for a while: changes are announced, but an announcement may be lost.
 *
 * <p>Owned by the verticle's context.
 */
final class UserCache {
    static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<UserId, Held> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Held> eldest) {
            return size() > MOST;
        }
    };

    UserCache(Clock clock) {
        this.clock = clock;
    }

    Optional<PublicUser> get(UserId id) {
        return Optional.ofNullable(entries.get(id)).filter(this::isFresh).map(Held::user);
    }

    /** What was announced: newer than anything held. */
    void changed(PublicUser user) {
        entries.put(user.id(), new Held(user, clock.instant()));
    }

    /** What was asked for. If a change was announced while the answer was on its way, the change is the newer. */
    void lookedUp(PublicUser user) {
        entries.compute(
                user.id(), (id, held) -> held != null && isFresh(held) ? held : new Held(user, clock.instant()));
    }

    private boolean isFresh(Held entry) {
        return entry.since().plus(FRESH).isAfter(clock.instant());
    }

    private record Held(PublicUser user, Instant since) {}
}
