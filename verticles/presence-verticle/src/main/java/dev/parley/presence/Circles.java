package dev.parley.presence;

import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.CheckBlocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListAcceptedContacts;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.model.log.OwnContext;
import dev.parley.model.rooms.ListDirectPartners;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the contacts and message verticles for circles and remembers the answers for a short time. When one of them is
 * away, everything fails at once for a second before they are asked again, so that an outage is no storm.
 *
 * <p>Owned by the context that made it.
 */
final class Circles {
    private static final Logger LOG = LoggerFactory.getLogger(Circles.class);

    /** How old an answer may be. */
    static final long FRESH_MS = 10_000;

    /** How old it may be when it does not hold the one who is looked for: they may have become a contact just now. */
    static final long FRESH_MISS_MS = 1_000;

    private static final int MAX_REMEMBERED = 10_000;
    private static final long PAUSE_MS = 1_000;

    /** As {@link CheckBlocks} allows. */
    private static final int MAX_CHECKED = 1_000;

    /** Two of these in a row leave something of the 2 s that a caller waits. */
    private static final Duration ANSWER = Duration.ofMillis(700);

    private final Bus bus;
    private final LongSupplier nowMs;
    private final Map<UserId, Held> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Held> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private long pausedUntil;
    private boolean saidAway;

    /** @param nowMs a clock that never goes back, milliseconds */
    Circles(Bus bus, LongSupplier nowMs) {
        this.bus = bus;
        this.nowMs = nowMs;
        this.pausedUntil = nowMs.getAsLong();
    }

    Future<Void> start() {
        return bus.subscribe(ContactsAddresses.BLOCK_CHANGED, change -> forget(change.blocker(), change.blocked()));
    }

    /** @return fails as UNAVAILABLE if it cannot be known now */
    Future<Circle> of(UserId user) {
        return of(user, FRESH_MS);
    }

    /** The user's circle, asked for again if {@code wanted} are not all in it: some may be new. */
    Future<Circle> of(UserId user, List<UserId> wanted) {
        return of(user).compose(circle -> circle.all().containsAll(wanted)
                ? Future.succeededFuture(circle)
                : of(user, FRESH_MISS_MS).otherwise(circle));
    }

    private Future<Circle> of(UserId user, long maxAgeMs) {
        long now = nowMs.getAsLong();
        var known = entries.get(user);
        if (known != null && now - known.askedAt <= maxAgeMs) {
            return OwnContext.of(known.circle);
        }
        if (now < pausedUntil) {
            return Future.failedFuture(Failure.unavailable("Presence").asException());
        }
        var entry = new Held(now, ask(user));
        entries.put(user, entry);
        entry.circle.onComplete(circle -> answered(), cause -> {
            entries.remove(user, entry);
            away(cause);
        });
        return entry.circle;
    }

    private Future<Circle> ask(UserId user) {
        var contacts = bus.request(ContactsAddresses.LIST_ACCEPTED.within(ANSWER), new ListAcceptedContacts(user));
        var partners = bus.request(RoomAddresses.DIRECT_PARTNERS.within(ANSWER), new ListDirectPartners(user));
        return Future.all(contacts, partners).compose(both -> {
            var all = new HashSet<>(contacts.result().userIds());
            all.addAll(partners.result().userIds());
            all.remove(user);
            return withBlocks(user, all);
        });
    }

    private Future<Circle> withBlocks(UserId user, Set<UserId> all) {
        var others = List.copyOf(all);
        var blocking = new HashSet<UserId>();
        var blockedBy = new HashSet<UserId>();
        var asked = new ArrayList<Future<Void>>();
        for (int from = 0; from < others.size(); from += MAX_CHECKED) {
            var some = others.subList(from, Math.min(from + MAX_CHECKED, others.size()));
            asked.add(bus.request(ContactsAddresses.CHECK_BLOCKS.within(ANSWER), new CheckBlocks(user, some))
                    .map(blocks -> {
                        blocking.addAll(blocks.blocking());
                        blockedBy.addAll(blocks.blockedBy());
                        return null;
                    }));
        }
        return Future.all(asked).map(done -> new Circle(all, blocking, blockedBy));
    }

    /** What was known of these two has changed. */
    void forget(UserId one, UserId other) {
        entries.remove(one);
        entries.remove(other);
    }

    private void answered() {
        if (saidAway) {
            saidAway = false;
            LOG.info("circles known again");
        }
    }

    private void away(Throwable cause) {
        pausedUntil = nowMs.getAsLong() + PAUSE_MS;
        if (!saidAway) {
            saidAway = true; // once, not for every user
            LOG.warn("circles unknown, nobody is told of presence cause={}", cause.getMessage());
        }
    }

    private record Held(long askedAt, Future<Circle> circle) {}
}
