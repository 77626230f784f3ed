package dev.parley.it.fault;

import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What the tests of a class use one after the other; after one that failed, the next has another. Of one thread. */
final class Reused<T> {
    private final IntFunction<T> start;
    private final Consumer<T> end;
    private @Nullable T running;
    private int started;

    /** @param start called with 1, and 2 for the second one */
    Reused(IntFunction<T> start, Consumer<T> end) {
        this.start = start;
        this.end = end;
    }

    void use(Consumer<T> test) {
        boolean passed = false;
        try {
            test.accept(running());
            passed = true;
        } finally {
            if (!passed) {
                end();
            }
        }
    }

    private T running() {
        var current = running;
        if (current == null) {
            current = start.apply(++started);
            running = current;
        }
        return current;
    }

    void end() {
        var last = running;
        running = null;
        if (last != null) {
            end.accept(last);
        }
    }
}
