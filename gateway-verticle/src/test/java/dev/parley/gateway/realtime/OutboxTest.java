package dev.parley.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int MAX = 1_000;
    private static final ServerFrame EVENT = new ServerFrame("x".repeat(100));

    private final Socket socket = new Socket();
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private int stuck;
    private final Outbox outbox = new Outbox(
            socket,
            MAX,
            Metrics.none().level(Instrument.GATEWAY_UNSENT),
            (after, what) -> timers.add(what),
            () -> stuck++);

    /** Takes what it is told to take, the oldest first. */
    private static final class Socket implements Transport {
        private final Deque<Promise<Void>> written = new ArrayDeque<>();

        @Override
        public Future<Void> write(ServerFrame frame) {
            var promise = Promise.<Void>promise();
            written.add(promise);
            return promise.future();
        }

        void takes(int frames) {
            for (int i = 0; i < frames; i++) {
                written.remove().complete();
            }
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseCode code, String reason) {}

        @Override
        public boolean showsCloseCodes() {
            return true;
        }

        @Override
        public boolean needsHeartbeat() {
            return true;
        }
    }

    private boolean events(int count) {
        boolean written = true;
        for (int i = 0; i < count; i++) {
            written &= outbox.event(EVENT);
        }
        return written;
    }

    private void patienceIsOver() {
        timers.remove().run();
    }

    @Test
    void whoTakesNothingOfMoreThanTheLimitIsStuck() {
        assertThat(events(11)).isTrue();
        patienceIsOver();

        assertThat(stuck).isOne();
    }

    @Test
    void whatComesAllAtOnceMayBeMoreForWhoeverReadsIt() {
        assertThat(events(30)).isTrue();
        socket.takes(25);
        patienceIsOver();

        assertThat(stuck).isZero();
        assertThat(timers).isEmpty();
    }

    @Test
    void whoStopsReadingLaterIsStuckToo() {
        assertThat(events(30)).isTrue();
        socket.takes(5);
        patienceIsOver();
        assertThat(stuck).isZero();

        patienceIsOver();
        assertThat(stuck).isOne();
    }

    @Test
    void nobodyMayOweFourTimesTheLimit() {
        assertThat(events(41)).isTrue();
        assertThat(outbox.event(EVENT)).isFalse();
    }

    @Test
    void whatIsWithinTheLimitIsNotWatched() {
        assertThat(events(10)).isTrue();

        assertThat(timers).isEmpty();
    }
}
