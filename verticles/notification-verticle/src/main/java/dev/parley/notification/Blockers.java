package dev.parley.notification;

import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.BlockChanged;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.CheckBlocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Audience;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Who of a room blocks one of its members, asked of the contacts verticle and remembered for a short time: a block is
 * heeded at once, or after {@link Audiences#FRESH_MS} if its announcement is lost.
 *
 * <p>Owned by the context that made it.
 */
final class Blockers {
    /** Most that {@link CheckBlocks} takes. */
    private static final int ASKED_AT_ONCE = 1_000;

    /** Answers remembered, nearly all of them empty. */
    private static final int MAX_HELD = 10_000;

    private final Bus bus;
    private final LongSupplier nowMs;
    private final Map<Key, Held> entries = new LinkedHashMap<>(); // the oldest first

    /** @param nowMs a clock that never goes back, milliseconds */
    Blockers(Bus bus, LongSupplier nowMs) {
        this.bus = bus;
        this.nowMs = nowMs;
    }

    /** Fails as UNAVAILABLE if it cannot be known now. */
    Future<Set<UserId>> of(UserId actor, Audience audience) {
        var key = new Key(actor, audience.room().id());
        var known = entries.get(key);
        if (known != null && known.members.equals(audience.members()) && isFresh(known)) {
            return known.blockers;
        }
        // The answer to come is held, so that one batch's messages ask once.
        var asked = ask(actor, audience.members());
        var held = new Held(nowMs.getAsLong(), audience.members(), asked);
        remember(key, held);
        return asked.onFailure(unknown -> entries.remove(key, held)); // not what has taken its place
    }

    void changed(BlockChanged change) {
        entries.keySet().removeIf(key -> key.actor.equals(change.blocked()));
    }

    private Future<Set<UserId>> ask(UserId actor, List<UserId> members) {
        var others = members.stream().filter(member -> !member.equals(actor)).toList();
        var answers = new ArrayList<Future<Blocks>>();
        for (int from = 0; from < others.size(); from += ASKED_AT_ONCE) {
            var some = others.subList(from, Math.min(from + ASKED_AT_ONCE, others.size()));
            answers.add(bus.request(ContactsAddresses.CHECK_BLOCKS, new CheckBlocks(actor, some)));
        }
        return Future.all(answers)
                .map(all -> answers.stream()
                        .flatMap(answer -> answer.result().blocking().stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private void remember(Key key, Held held) {
        entries.remove(key);
        entries.put(key, held);
        var oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            if (isFresh(oldest.next()) && entries.size() <= MAX_HELD) {
                return;
            }
            oldest.remove();
        }
    }

    private boolean isFresh(Held held) {
        return nowMs.getAsLong() - held.askedAt < Audiences.FRESH_MS;
    }

    private record Key(UserId actor, RoomId room) {}

    private record Held(long askedAt, List<UserId> members, Future<Set<UserId>> blockers) {}
}
