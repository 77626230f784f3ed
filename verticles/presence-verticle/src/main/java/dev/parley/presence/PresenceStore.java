package dev.parley.presence;

import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceStatus;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Redis knows of users and their devices. Every call is one atomic script; those that change something answer with
 * the presences that others now have to be told, empty if nothing changed for them. All fail as UNAVAILABLE while Redis
 * is away.
 */
final class PresenceStore {
    /** Devices and users that one sweep looks at: about a millisecond of Redis' time. */
    private static final int SWEEP_LIMIT = 200;

    private final RedisLink redis;
    private final PresenceConfig config;
    private final LongSupplier shiftMs;

    /** @param shiftMs how far Redis' clock is taken to be ahead of itself: 0 but for tests */
    PresenceStore(RedisLink redis, PresenceConfig config, LongSupplier shiftMs) {
        this.redis = redis;
        this.config = config;
        this.shiftMs = shiftMs;
    }

    Future<List<Presence>> attach(UserId user, DeviceId device, String nodeId) {
        return run(Script.ATTACH, user, device, nodeId).map(PresenceStore::presences);
    }

    Future<List<Presence>> detach(UserId user, DeviceId device, String nodeId) {
        return run(Script.DETACH, user, device, nodeId).map(PresenceStore::presences);
    }

    Future<List<Presence>> set(UserId user, DeviceId device, PresenceStatus status) {
        return run(Script.SET, user, device, status.wire()).map(PresenceStore::presences);
    }

    /** Also their devices: one that is still there and is detached later leaves nothing behind. */
    Future<List<Presence>> forget(UserId user) {
        return run(Script.FORGET, user).map(PresenceStore::presences);
    }

    /** @return whether Redis still knew the node's devices */
    Future<Boolean> renew(String nodeId) {
        return run(Script.RENEW, nodeId).map(known -> known.toInteger() == 1);
    }

    /** One for each user, OFFLINE for those never heard of. */
    Future<List<Presence>> get(List<UserId> users) {
        return run(Script.GET, users.toArray()).map(PresenceStore::presences);
    }

    /** Takes dead nodes' devices away and sees off those whose grace has ended, some of each. */
    Future<Swept> sweep() {
        return run(Script.SWEEP, SWEEP_LIMIT)
                .map(swept -> new Swept(presences(swept.get(1)), swept.get(0).toInteger() == 1));
    }

    /** @param more whether another sweep at once may find something */
    record Swept(List<Presence> changes, boolean more) {}

    private Future<Response> run(Script script, Object... args) {
        var all = Stream.concat(
                Stream.of(
                        shiftMs.getAsLong(),
                        config.lease().toMillis(),
                        config.grace().toMillis()),
                Stream.of(args));
        return redis.run(script, all.toArray()).map(PresenceStore::notNil);
    }

    private static Response notNil(@Nullable Response response) {
        if (response == null) {
            throw new IllegalStateException("none of the scripts answers nil");
        }
        return response;
    }

    private static List<Presence> presences(Response flat) {
        var presences = new ArrayList<Presence>(flat.size() / 3);
        for (int i = 0; i < flat.size(); i += 3) {
            var seen = flat.get(i + 2).toString();
            presences.add(new Presence(
                    new UserId(flat.get(i).toString()),
                    PresenceStatus.valueOf(flat.get(i + 1).toString().toUpperCase(Locale.ROOT)),
                    seen.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(seen))));
        }
        return presences;
    }
}
