package dev.parley.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int LIMIT = 1_000;
    private static final ServerFrame FRAME = new ServerFrame("x".repeat(100));

    private final Socket socket = new Socket();
    private final Level unsent = Metrics.none().level(Instrument.GATEWAY_UNSENT);
    private long now;
    private final Outbox outbox = new Outbox(socket, LIMIT, unsent, () -> now);

    @Test
    void burstIsTakenBySomeoneWhoReads() {
        assertThat(written(30)).isEqualTo(30);
        assertThat(unsent.get()).isEqualTo(3_000);
        socket.takes(30);
        after(5);

        assertThat(written(30)).isEqualTo(30);
    }

    @Test
    void burstEndsAtFourTimesTheLimit() {
        assertThat(written(100)).isEqualTo(41);
    }

    @Test
    void overTheLimitForASecondIsTooSlow() {
        assertThat(written(12)).isEqualTo(12);
        after(1);
        socket.takes(1);
        assertThat(written(1)).isEqualTo(1);
        now++;

        assertThat(written(1)).isZero();
    }

    @Test
    void secondBeginsAnewForWhoHadTakenEnough() {
        assertThat(written(12)).isEqualTo(12);
        after(1);
        socket.takes(5);
        assertThat(written(5)).isEqualTo(5);
        now++;

        assertThat(written(5)).isEqualTo(5);
    }

    @Test
    void answersAreNoEvents() {
        assertThat(IntStream.range(0, 100).allMatch(i -> outbox.answer(FRAME))).isTrue();
        after(2);

        assertThat(written(11)).isEqualTo(11);
    }

    /** How many of {@code frames} are written before the socket is too slow. */
    private int written(int frames) {
        return (int)
                IntStream.range(0, frames).takeWhile(i -> outbox.event(FRAME)).count();
    }

    private void after(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Takes what it is told to take. */
    private static final class Socket implements Transport {
        private final Deque<Promise<Void>> waiting = new ArrayDeque<>();

        void takes(int frames) {
            for (int i = 0; i < frames; i++) {
                Objects.requireNonNull(waiting.poll()).complete();
            }
        }

        @Override
        public Future<Void> write(ServerFrame frame) {
            var left = Promise.<Void>promise();
            waiting.add(left);
            return left.future();
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
}
