package dev.parley.contacts;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.contacts.BlockChanged;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.CheckBlocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListBlocks;
import dev.parley.model.contacts.SetBlock;
import dev.parley.model.failure.Failure;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.time.Clock;

/** Blocks: set, taken back, listed, asked about. */
final class BlockService {
    private static final int BLOCKED_AT_MOST = 5_000;
    private static final int CHECKED_AT_MOST = 1_000;

    private final Postgres postgres;
    private final Users users;
    private final Bus bus;
    private final Clock clock;

    BlockService(Postgres postgres, Users users, Bus bus, Clock clock) {
        this.postgres = postgres;
        this.users = users;
        this.bus = bus;
        this.clock = clock;
    }

    Future<Done> set(SetBlock request) {
        ContactService.requireOther(request.caller(), request.userId());
        var changed = request.blocked() ? block(request) : unblock(request);
        return changed.map(done -> {
            // Also when nothing changed: someone may have missed the first announcement.
            bus.publish(
                    ContactsAddresses.BLOCK_CHANGED,
                    new BlockChanged(request.caller(), request.userId(), request.blocked()));
            return Done.DONE;
        });
    }

    private Future<Void> block(SetBlock request) {
        var caller = request.caller();
        var other = request.userId();
        var pair = Pair.of(caller, other);
        return users.requireBoth(caller, other)
                .compose(both -> postgres.transaction(transaction -> ContactStore.hold(transaction, pair)
                        .compose(held -> requireRoom(transaction, request))
                        .compose(room -> BlockStore.insert(transaction, caller, other, clock.instant()))
                        .compose(blocked -> ContactStore.delete(transaction, pair))
                        .mapEmpty()));
    }

    private static Future<Void> requireRoom(Queries transaction, SetBlock request) {
        return BlockStore.count(transaction, request.caller())
                .compose(count -> count < BLOCKED_AT_MOST
                        ? Future.succeededFuture()
                        : Future.failedFuture(Failure.conflict("Too many users are blocked: unblock some")
                                .asException()));
    }

    private Future<Void> unblock(SetBlock request) {
        return BlockStore.delete(postgres, request.caller(), request.userId());
    }

    Future<PublicUsers> list(ListBlocks request) {
        return BlockStore.list(postgres, request.caller())
                .compose(blocked -> users.resolve(blocked)
                        .map(names -> new PublicUsers(blocked.stream()
                                .map(id -> names.getOrDefault(id, PublicUser.deleted(id)))
                                .toList())));
    }

    Future<Blocks> check(CheckBlocks request) {
        if (request.others().size() > CHECKED_AT_MOST) {
            throw Failure.invalid("others", "must be at most " + CHECKED_AT_MOST)
                    .asException();
        }
        return BlockStore.check(postgres, request.userId(), request.others());
    }
}
