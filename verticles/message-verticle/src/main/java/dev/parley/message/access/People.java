package dev.parley.message.access;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.util.List;

/** The people someone wants in a room: they exist, and do not block who asks. */
public final class People {
    private final Bus bus;
    private final BlockGuard blocks;

    public People(Bus bus, BlockGuard blocks) {
        this.bus = bus;
        this.blocks = blocks;
    }

    /**
     * @param field what the request calls {@code ids}
     * @return their names, without {@code actor}. Fails with INVALID_REQUEST if one does not exist, with FORBIDDEN if one
     *     blocks {@code actor}
     */
    Future<List<PublicUser>> gather(PublicUser actor, List<UserId> ids, String field) {
        var others =
                ids.stream().filter(id -> !id.equals(actor.id())).distinct().toList();
        if (others.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return bus.request(AuthAddresses.LOOK_UP_USERS, new LookUpUsers(others))
                .compose(found -> existing(found, others, field))
                .compose(users -> blocks.mayGather(actor.id(), others).map(users));
    }

    private static Future<List<PublicUser>> existing(PublicUsers found, List<UserId> wanted, String field) {
        var existing = found.users().stream()
                .filter(user -> !user.equals(PublicUser.deleted(user.id())))
                .toList();
        return existing.size() == wanted.size()
                ? Future.succeededFuture(existing)
                : Future.failedFuture(
                        Failure.invalid(field, "must be people who exist").asException());
    }
}
