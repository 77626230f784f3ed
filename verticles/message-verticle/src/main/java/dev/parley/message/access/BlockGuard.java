package dev.parley.message.access;

import dev.parley.message.room.RoomRecord;
import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.CheckBlocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps whoever is blocked out of the blocker's direct rooms. With contacts-verticle away it goes by what it remembers,
 * and by nothing at all if it remembers nothing: who is connected chats on. Owned by the verticle's context.
 */
public final class BlockGuard {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final Duration ASK_WITHIN = Duration.ofMillis(500);
    private static final Duration LEAVE_ALONE = Duration.ofSeconds(2);
    private static final int KEPT = 50_000;
    private static final Logger LOG = LoggerFactory.getLogger(BlockGuard.class);

    private record Pair(UserId blocker, UserId blocked) {}

    private final Bus bus;
    private final ExpiringCache<Pair, Boolean> blocks;
    private final ExpiringCache<String, Boolean> away;

    public BlockGuard(Bus bus, Clock clock) {
        this.bus = bus;
        this.blocks = new ExpiringCache<>(clock, LIFETIME, KEPT);
        this.away = new ExpiringCache<>(clock, LEAVE_ALONE, 1);
    }

    public Future<Void> start() {
        return bus.subscribe(
                ContactsAddresses.BLOCK_CHANGED,
                change -> blocks.put(new Pair(change.blocker(), change.blocked()), change.active()));
    }

    /** Fails with FORBIDDEN if {@code sender} is blocked by the other one of a direct room. */
    public Future<Void> maySend(UserId sender, RoomRecord room) {
        var partner = room.partnerOf(sender);
        return partner == null ? Future.succeededFuture() : maySend(sender, partner);
    }

    private Future<Void> maySend(UserId sender, UserId partner) {
        var pair = new Pair(partner, sender);
        var known = blocks.get(pair);
        if (known != null) {
            return answer(known);
        }
        if (away.get(ContactsAddresses.CHECK_BLOCKS.name()) != null) {
            return Future.succeededFuture();
        }
        return bus.request(ContactsAddresses.CHECK_BLOCKS.within(ASK_WITHIN), new CheckBlocks(sender, List.of(partner)))
                .transform(asked -> {
                    if (asked.failed()) {
                        LOG.warn("blocks unknown cause={}", asked.cause().getMessage());
                        away.put(ContactsAddresses.CHECK_BLOCKS.name(), true);
                        return Future.succeededFuture();
                    }
                    boolean blocked = !asked.result().blocking().isEmpty();
                    blocks.put(pair, blocked);
                    return answer(blocked);
                });
    }

    private static Future<Void> answer(boolean blocked) {
        return blocked
                ? Future.failedFuture(
                        Failure.forbidden("You cannot write to this person").asException())
                : Future.succeededFuture();
    }

    /** Fails with FORBIDDEN if any of {@code others} blocks {@code actor}, with UNAVAILABLE if that cannot be known. */
    Future<Void> mayGather(UserId actor, List<UserId> others) {
        return bus.request(ContactsAddresses.CHECK_BLOCKS, new CheckBlocks(actor, others))
                .compose(blocks -> blocks.blocking().isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(Failure.forbidden("Some of these people cannot be added by you")
                                .asException()));
    }
}
