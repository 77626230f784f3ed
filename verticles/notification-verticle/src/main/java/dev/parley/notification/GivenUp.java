package dev.parley.notification;

import dev.parley.broker.Broker;
import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What an outbox has tried for the last time: for operators to see among the dead letters, and to have tried again.
 *
 * @param <T> whom it was for. What was said is not in it: that is made anew of the list
 */
public final class GivenUp<T extends Record> {
    private static final int PREFETCH = 16;
    private static final long PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final Broker broker;
    private final InstantSource clock;
    private final Replays replays;
    private final Class<T> type;
    private final Function<T, Future<Void>> again;

    /**
     * Where operators' replays come from.
     *
     * @param cause what every cause begins with: {@code not mailed}
     * @param what it is, for who replays something else: {@code a mail}
     */
    public record Replays(String exchange, String queue, String cause, String what) {}

    /** @param again has it tried again; fails as UNAVAILABLE, and is called later then */
    public GivenUp(
            Vertx vertx,
            Broker broker,
            InstantSource clock,
            Replays replays,
            Class<T> type,
            Function<T, Future<Void>> again) {
        this.vertx = vertx;
        this.broker = broker;
        this.clock = clock;
        this.replays = replays;
        this.type = type;
        this.again = again;
    }

    /** @param why one of a few phrases */
    public Future<Void> bury(T letter, String why) {
        var headers = DeadLetter.headers(replays.cause() + ": " + why, replays.exchange(), "", clock.instant());
        return broker.publish(Topology.DEAD_EXCHANGE, "", headers, Buffer.buffer(Json.encodeBytes(letter)));
    }

    /** Takes what operators replay. */
    public Future<Void> start() {
        return broker.consume(replays.queue(), PREFETCH, this::replayed);
    }

    private void replayed(Delivery delivery) {
        T letter;
        try {
            letter = Json.decode(delivery.body().getBytes(), type);
        } catch (IllegalArgumentException unreadable) {
            delivery.reject("not readable as " + replays.what());
            return;
        }
        again.apply(letter)
                .onComplete(due -> delivery.ack(), away -> vertx.setTimer(PAUSE_MS, later -> delivery.requeue()));
    }
}
