package dev.parley.it.fault;

import dev.parley.it.history.Diary.Change;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The edits and deletions that somebody makes of messages of their own, in turn: of each message one at most. Thread-safe. */
final class Changes {
    /** Messages written, for one that is changed. */
    private static final int EVERY = 8;

    private final Deque<String> messages = new ArrayDeque<>(); // not changed yet; guarded by this
    private int written; // guarded by this
    private int made; // guarded by this

    /** One's own message is there to be changed. */
    synchronized void stored(String messageId) {
        messages.add(messageId);
    }

    /** To be called with each message that is written. @return what is to be changed then */
    synchronized Optional<Change> next() {
        written++;
        if (written % EVERY != 0 || messages.isEmpty()) {
            return Optional.empty();
        }
        var id = messages.removeLast();
        return Optional.of(made++ % 2 == 0 ? Change.edit(id, "edited " + id) : Change.deletion(id));
    }
}
