package dev.parley.it.storm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.measure.Answers;
import dev.parley.it.measure.Latencies;

/** What was measured, apart for each phase of a test. */
final class Phases {
    private volatile Phase now = new Phase("warming up");

    /** One of them. Thread-safe. */
    static final class Phase {
        private final String name;
        private final Answers sends = new Answers();
        private final Latencies deliveries = new Latencies();

        private Phase(String name) {
            this.name = name;
        }

        Answers sends() {
            return sends;
        }

        /** @param nanos from the sender's first attempt to a receiver */
        void delivered(long nanos) {
            deliveries.add(nanos);
        }

        @Override
        public String toString() {
            return name + ": sends " + sends + "; deliveries " + deliveries.describe();
        }
    }

    Phase now() {
        return now;
    }

    /** Counts anew from here on. @return the phase that ends */
    @CanIgnoreReturnValue
    Phase next(String name) {
        var ended = now;
        now = new Phase(name);
        return ended;
    }
}
