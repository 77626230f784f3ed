package dev.parley.contacts;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Users by id, from auth-verticle by way of a small cache. UNAVAILABLE when auth-verticle is away. */
final class Users {
    /** As {@link LookUpUsers} allows. */
    private static final int ASKED_AT_ONCE = 1_000;

    private final Bus bus;
    private final UserCache cache;

    Users(Bus bus, UserCache cache) {
        this.bus = bus;
        this.cache = cache;
    }

    /** Deleted ones as such, unknown ones left out. */
    Future<Map<UserId, PublicUser>> resolve(Collection<UserId> ids) {
        var found = new HashMap<UserId, PublicUser>();
        var missing = new ArrayList<UserId>();
        for (var id : ids) {
            cache.get(id).ifPresentOrElse(user -> found.put(id, user), () -> missing.add(id));
        }
        List<Future<Void>> asked = new ArrayList<>();
        for (int from = 0; from < missing.size(); from += ASKED_AT_ONCE) {
            var some = missing.subList(from, Math.min(from + ASKED_AT_ONCE, missing.size()));
            asked.add(lookUp(some, found));
        }
        return Future.all(asked).map(found);
    }

    private Future<Void> lookUp(List<UserId> some, Map<UserId, PublicUser> found) {
        return bus.request(AuthAddresses.LOOK_UP_USERS, new LookUpUsers(some))
                .onSuccess(answer -> answer.users().forEach(user -> {
                    cache.lookedUp(user);
                    found.put(user.id(), user);
                }))
                .mapEmpty();
    }

    /** Both of them; NOT_FOUND if one is unknown or deleted. */
    Future<Map<UserId, PublicUser>> requireBoth(UserId one, UserId other) {
        return resolve(List.of(one, other)).map(found -> {
            for (var id : List.of(one, other)) {
                var user = found.get(id);
                if (user == null || isDeleted(user)) {
                    throw Failure.notFound("user").asException();
                }
            }
            return found;
        });
    }

    static boolean isDeleted(PublicUser user) {
        return user.equals(PublicUser.deleted(user.id()));
    }
}
