package dev.parley.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's writes block, so a worker does them: one at a time, in order, everything that gathered meanwhile in one
 * trip. Owned by its link's context. What may wait here is bounded by who writes: the publisher by {@link #unwritten},
 * consumers by their prefetch.
 */
final class Writes {
    interface Write {
        void run() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);

    private final Link<?> link;
    private List<Write> waiting = new ArrayList<>();
    private boolean writing;
    private int underWay;

    Writes(Link<?> link) {
        this.link = link;
    }

    /** How many writes a broker that does not read holds up. */
    int unwritten() {
        return waiting.size() + underWay;
    }

    void submit(Write write) {
        waiting.add(write);
        if (!writing) {
            writing = true;
            trip();
        }
    }

    private void trip() {
        var batch = waiting;
        waiting = new ArrayList<>();
        underWay = batch.size();
        link.blocking(() -> runAll(batch)).onComplete(done -> {
            underWay = 0;
            if (waiting.isEmpty()) {
                writing = false;
            } else {
                trip();
            }
        });
    }

    /** A write fails only with its channel; whose loss is seen, and dealt with, by the channel's owner. */
    private static int runAll(List<Write> batch) {
        int failed = 0;
        for (var write : batch) {
            try {
                write.run();
            } catch (IOException | RuntimeException e) {
                failed++;
                LOG.debug("broker write failed cause={}", e.toString());
            }
        }
        return failed;
    }
}
