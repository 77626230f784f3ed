package dev.parley.broker;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Up to where the deliveries of one channel may be acknowledged in bulk. A delivery that is on its way to the dead
 * letters holds that back: acknowledged before its copy is confirmed, it would be in no queue at all.
 */
final class AckLedger {
    private final TreeSet<Long> rejecting = new TreeSet<>();
    private long wanted;
    private long acked;

    /** Everything up to and with {@code tag} is done. */
    void wantUpTo(long tag) {
        wanted = Math.max(wanted, tag);
    }

    void rejecting(long tag) {
        rejecting.add(tag);
    }

    /** {@code tag} has been settled by itself, or is to come again. */
    void settled(long tag) {
        rejecting.remove(tag);
    }

    /** The tag to acknowledge everything up to now, if it has moved since the last call. */
    OptionalLong next() {
        long possible = rejecting.isEmpty() ? wanted : Math.min(wanted, rejecting.first() - 1);
        if (possible <= acked) {
            return OptionalLong.empty();
        }
        acked = possible;
        return OptionalLong.of(possible);
    }
}
