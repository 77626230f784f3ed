package dev.parley.broker;

import static dev.parley.broker.BrokerFixture.await;
import static dev.parley.broker.BrokerFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.StoredEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery when the handler fails, and how many are held. */
class EventIntakeTest {
    private static final int PREFETCH = 4;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final RoomId room = RoomId.next();
    private final List<String> settled = new CopyOnWriteArrayList<>();
    private final List<Long> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void onlyTheOneAtFaultIsRejected() {
        var first = Promise.<Void>promise();
        take(
                events -> {
                    if (first.tryComplete()) {
                        return Future.failedFuture(new IllegalStateException("the others come behind this one"));
                    }
                    if (seqs(events).contains(3L)) {
                        throw new IllegalArgumentException("secret text");
                    }
                    return Future.succeededFuture();
                },
                1,
                2,
                3,
                4);
        until(() -> settled.size() == 4);
        assertThat(settled)
                .containsExactly(
                        "1 rejected cannot be processed: IllegalStateException",
                        "2 acked",
                        "3 rejected cannot be processed: IllegalArgumentException",
                        "4 acked");
    }

    @Test
    void aPassingFailureIsTriedAgainInOrderAndNothingIsAckedBefore() {
        var ackedBefore = new ArrayList<String>();
        take(
                events -> {
                    handled.addAll(seqs(events));
                    ackedBefore.addAll(settled);
                    return handled.size() < 3
                            ? Future.failedFuture(
                                    Failure.unavailable("PostgreSQL").asException())
                            : Future.succeededFuture();
                },
                1,
                2);
        until(() -> settled.size() == 2);
        assertThat(handled).containsExactly(1L, 1L, 1L, 2L);
        assertThat(ackedBefore).containsExactly("1 acked");
        assertThat(settled).containsExactly("1 acked", "2 acked");
    }

    @Test
    void whatCameOnTheConnectionBeforeIsDroppedWhenItComesAgain() {
        var stuck = Promise.<Void>promise();
        take(
                events -> {
                    handled.addAll(seqs(events));
                    return stuck.future();
                },
                1, // under way
                2,
                3,
                4, // old
                11,
                12,
                13,
                14);
        until(() -> !handled.isEmpty());
        context.runOnContext(go -> stuck.complete());
        until(() -> settled.size() == 1 + PREFETCH);
        assertThat(handled).containsExactly(1L, 11L, 12L, 13L, 14L);
    }

    private void take(Function<List<Event>, Future<Void>> handler, long... seqs) {
        context.runOnContext(run -> {
            var intake = new EventIntake(
                    vertx, "queue", PREFETCH, handler, removed -> Future.succeededFuture(), Metrics.none());
            for (var seq : seqs) {
                intake.take(new FakeDelivery(seq));
            }
        });
    }

    private Event event(long seq) {
        return new Event(room, seq, EventType.ROOM_DELETED, Instant.EPOCH, UserId.next(), new EventData.RoomDeleted());
    }

    private static List<Long> seqs(List<Event> events) {
        return events.stream().map(Event::seq).toList();
    }

    private final class FakeDelivery implements Delivery {
        private final long seq;

        FakeDelivery(long seq) {
            this.seq = seq;
        }

        @Override
        public Buffer body() {
            return Buffer.buffer(Json.encodeBytes(StoredEvents.of(List.of(event(seq)))));
        }

        @Override
        public Map<String, Object> headers() {
            return Map.of();
        }

        @Override
        public boolean redelivered() {
            return false;
        }

        @Override
        public void ack() {
            settled.add(seq + " acked");
        }

        @Override
        public void ackUpTo() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reject(String cause) {
            settled.add(seq + " rejected " + cause);
        }

        @Override
        public void requeue() {
            throw new UnsupportedOperationException();
        }
    }
}
