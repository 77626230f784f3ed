package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * How messages spread over a group: when each was acknowledged, and when it was with the first and with the last of the
 * others. Owned by the load generator's one event loop.
 */
final class Spread {
    private final int others;
    private final int first;
    private final Track[] tracks;
    private final Latencies toAck = new Latencies();
    private final Latencies toFirst = new Latencies();
    private final Latencies toLast = new Latencies();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> closed = new TreeMap<>();
    private long delivered;
    private long twice;
    private long beganAt;
    private long endedAt;

    /**
     * @param members of the group, the sender too
     * @param first number of the messages; what is heard of earlier ones, which were given up, is left out
     */
    Spread(int members, int first, int messages) {
        this.others = members - 1;
        this.first = first;
        this.tracks = new Track[messages];
    }

    /** Message {@code number} counts from {@code dueAt}, by {@link System#nanoTime}. */
    void due(int number, long dueAt) {
        tracks[number - first] = new Track(dueAt);
        beganAt = number == first ? dueAt : beganAt;
    }

    /** Complete once it is acknowledged and with everyone. */
    Future<Void> everywhere(int number) {
        return tracks[number - first].everywhere.future();
    }

    /** What is heard on this member's socket. */
    Observer at(int member) {
        return new Observer() {
            @Override
            public void acknowledged(int number) {
                if (number >= first) {
                    var track = tracks[number - first];
                    track.acknowledged = true;
                    toAck.addNanos(System.nanoTime() - track.dueAt);
                    track.checkDone();
                }
            }

            @Override
            public void delivered(int number, long seq) {
                if (number >= first) {
                    reached(tracks[number - first], member);
                }
            }

            @Override
            public void refused(int number, String code) {
                refused.merge(code, 1, Integer::sum);
                if (number >= first) {
                    tracks[number - first].everywhere.tryFail(code);
                }
            }

            @Override
            public void receiptRefused(String code) {
                refused.merge("receipt " + code, 1, Integer::sum);
            }

            @Override
            public void closed(String code) {
                closed.merge(code, 1, Integer::sum);
            }
        };
    }

    private void reached(Track track, int member) {
        if (track.reached.get(member)) {
            twice++;
            return;
        }
        track.reached.set(member);
        track.count++;
        delivered++;
        endedAt = System.nanoTime();
        if (track.count == 1) {
            toFirst.addNanos(endedAt - track.dueAt);
        }
        if (track.count == others) {
            toLast.addNanos(endedAt - track.dueAt);
            track.checkDone();
        }
    }

    String table(String title) {
        long expected = (long) others * tracks.length;
        return "%s%n".formatted(title)
                + new Table(50, 95, 99)
                        .row("send to acknowledged, ms", toAck.micros())
                        .row("send to the first member, ms", toFirst.micros())
                        .row("send to the last member, ms", toLast.micros())
                + "%,d messages to %,d others · delivered %,d of %,d, %,.0f/s · twice %,d · refused %s · connections closed %s%n"
                        .formatted(
                                tracks.length,
                                others,
                                delivered,
                                expected,
                                delivered * 1e9 / Math.max(1, endedAt - beganAt),
                                twice,
                                refused,
                                closed);
    }

    private final class Track {
        private final long dueAt;
        private final BitSet reached = new BitSet(others + 1);
        private final Promise<Void> everywhere = Promise.promise();
        private int count;
        private boolean acknowledged;

        Track(long dueAt) {
            this.dueAt = dueAt;
        }

        void checkDone() {
            if (acknowledged && count == others) {
                everywhere.tryComplete();
            }
        }
    }
}
