package dev.parley.message.access;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * People's names as they are now. The log keeps names as they were; whoever reads it gets today's, and nothing of an
 * account that is gone. With auth-verticle away the old names have to do. Owned by the verticle's context.
 */
public final class Authors {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration ASK_WITHIN = Duration.ofMillis(500);
    private static final Duration LEAVE_ALONE = Duration.ofSeconds(2);
    private static final int KEPT = 50_000;
    private static final int PER_REQUEST = 1_000; // as LookUpUsers takes

    private final Bus bus;
    private final ExpiringCache<UserId, PublicUser> names;
    private final ExpiringCache<String, Boolean> away;

    public Authors(Bus bus, Clock clock) {
        this.bus = bus;
        this.names = new ExpiringCache<>(clock, LIFETIME, KEPT);
        this.away = new ExpiringCache<>(clock, LEAVE_ALONE, 1);
    }

    public Future<Void> start() {
        return bus.subscribe(
                AuthAddresses.USER_CHANGED, changed -> names.put(changed.user().id(), changed.user()));
    }

    /** Those of these people whose names are known now; never fails. */
    public Future<Map<UserId, PublicUser>> now(Collection<UserId> ids) {
        var known = new HashMap<UserId, PublicUser>();
        var missing = new LinkedHashSet<UserId>();
        for (var id : ids) {
            var name = names.get(id);
            if (name == null) {
                missing.add(id);
            } else {
                known.put(id, name);
            }
        }
        if (missing.isEmpty() || away.get(AuthAddresses.LOOK_UP_USERS.name()) != null) {
            return Future.succeededFuture(known);
        }
        return ask(List.copyOf(missing).subList(0, Math.min(PER_REQUEST, missing.size())), known);
    }

    private Future<Map<UserId, PublicUser>> ask(List<UserId> missing, Map<UserId, PublicUser> known) {
        return bus.request(AuthAddresses.LOOK_UP_USERS.within(ASK_WITHIN), new LookUpUsers(missing))
                .transform(asked -> {
                    if (asked.failed()) {
                        away.put(AuthAddresses.LOOK_UP_USERS.name(), true);
                    } else {
                        asked.result().users().forEach(user -> {
                            names.put(user.id(), user);
                            known.put(user.id(), user);
                        });
                    }
                    return Future.succeededFuture(known);
                });
    }
}
