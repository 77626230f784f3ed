package dev.parley.message.deadletter;

import dev.parley.broker.DeadLetterQueue.Step;
import dev.parley.broker.DeadMessage;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which dead letters a request means, and what became of them. Used by one walk; read when that is over. */
final class Selection {
    private final @Nullable String id;
    private final Instant before;
    private final Predicate<DeadMessage> eligible;
    private boolean found;
    private long settled;
    private long kept;

    /**
     * @param id null for all
     * @param before of all, only those that were last rejected before, or do not say when
     * @param eligible what can be settled at all; the others are kept
     */
    Selection(@Nullable String id, Instant before, Predicate<DeadMessage> eligible) {
        this.id = id;
        this.before = before;
        this.eligible = eligible;
    }

    Step look(DeadMessage message) {
        boolean meant = id == null
                ? message.lastAt() == null || message.lastAt().isBefore(before)
                : message.id().equals(id);
        if (!meant) {
            return Step.PASS;
        }
        found = true;
        if (!eligible.test(message)) {
            kept++;
            return id == null ? Step.PASS : Step.STOP;
        }
        return id == null ? Step.TAKE : Step.TAKE_LAST;
    }

    /** @return {@code done} */
    List<DeadMessage> settled(List<DeadMessage> taken, List<DeadMessage> done) {
        settled += done.size();
        kept += taken.size() - done.size();
        return done;
    }

    boolean found() {
        return found;
    }

    long settled() {
        return settled;
    }

    long kept() {
        return kept;
    }
}
