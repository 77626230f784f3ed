package dev.parley.model.bus;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.log.LogFields;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus, typed. Requests answer with a record or fail with a {@link FailureException}; nobody there and a
 * timeout are both UNAVAILABLE, never NOT_FOUND.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private static final String LOG_HEADER = "log-";

    private final Vertx vertx;
    private final BusMetrics metrics;

    /** Unmeasured. */
    public Bus(Vertx vertx) {
        this(vertx, Metrics.none());
    }

    public Bus(Vertx vertx, Metrics metrics) {
        this.vertx = vertx;
        this.metrics = new BusMetrics(metrics);
        registerCodecOnce(vertx);
    }

    private static void registerCodecOnce(Vertx vertx) {
        try {
            vertx.eventBus().registerCodec(new RecordCodec());
        } catch (IllegalStateException alreadyThere) {
            LOG.trace("another verticle of this node registered the codec first");
        }
    }

    public <Q extends Record, R extends Record> Future<R> request(Address<Q, R> address, Q request) {
        return request(address, request, options());
    }

    /** As {@link #request(Address, Record)}, of a handler in this process: never another node's. */
    public <Q extends Record, R extends Record> Future<R> requestHere(Address<Q, R> address, Q request) {
        return request(address, request, options().setLocalOnly(true));
    }

    private <Q extends Record, R extends Record> Future<R> request(
            Address<Q, R> address, Q request, DeliveryOptions how) {
        var options = how.setSendTimeout(address.timeout().toMillis());
        // Whoever answers logs under the same names.
        LogFields.here().all().forEach((name, value) -> options.addHeader(LOG_HEADER + name, value));
        return vertx.eventBus()
                .<R>request(address.name(), request, options)
                .map(reply -> address.reply().cast(reply.body()))
                .recover(cause -> Future.failedFuture(asFailure(address, cause)));
    }

    /**
     * Answers requests with {@code handler}, on the caller's context.
     *
     * @return completes when every node knows of the address
     */
    public <Q extends Record, R extends Record> Future<Void> serve(
            Address<Q, R> address, Function<Q, Future<R>> handler) {
        var served = metrics.served(address);
        return vertx.eventBus()
                .<Q>consumer(address.name(), message -> answer(address, handler, message, served))
                .completion();
    }

    /** Tells everyone who subscribed, on every node. */
    public <E extends Record> void publish(Topic<E> topic, E event) {
        vertx.eventBus().publish(topic.name(), event, options());
    }

    /** Sends to one listener of {@code topic} without awaiting an answer; lost if there is none. */
    public <E extends Record> void send(Topic<E> topic, E event) {
        vertx.eventBus().send(topic.name(), event, options());
    }

    /** @return completes when every node knows of the subscription */
    public <E extends Record> Future<Void> subscribe(Topic<E> topic, Consumer<E> handler) {
        return vertx.eventBus()
                .<E>consumer(
                        topic.name(), message -> handler.accept(topic.type().cast(message.body())))
                .completion();
    }

    private static DeliveryOptions options() {
        return new DeliveryOptions().setCodecName(RecordCodec.NAME);
    }

    private static <Q extends Record, R extends Record> void answer(
            Address<Q, R> address, Function<Q, Future<R>> handler, Message<Q> message, BusMetrics.Served served) {
        long since = System.nanoTime();
        readLogFields(message);
        Future<R> answer;
        try {
            answer = handler.apply(address.request().cast(message.body()));
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.onComplete(
                reply -> {
                    served.answered(since, null);
                    message.reply(reply, options());
                },
                cause -> {
                    served.answered(since, cause);
                    if (!(cause instanceof FailureException)) {
                        LOG.error("unexpected address={}", address.name(), cause);
                    }
                    var failure = FailureException.failureOf(cause);
                    message.fail(failure.code().httpStatus(), Json.encode(failure));
                });
    }

    private static void readLogFields(Message<?> message) {
        var headers = message.headers();
        if (headers.isEmpty()) {
            return;
        }
        var here = LogFields.here();
        for (var name : LogFields.NAMES) {
            var value = headers.get(LOG_HEADER + name);
            if (value != null) {
                here.put(name, value);
            }
        }
    }

    private Throwable asFailure(Address<?, ?> address, Throwable cause) {
        if (!(cause instanceof ReplyException reply)) {
            return cause;
        }
        return switch (reply.failureType()) {
            case NO_HANDLERS, TIMEOUT -> {
                metrics.unanswered(address, reply.failureType());
                yield Failure.unavailable(service(address)).asException();
            }
            case RECIPIENT_FAILURE -> decode(reply).asException();
            case ERROR -> cause;
        };
    }

    private static Failure decode(ReplyException reply) {
        try {
            return Json.decode(String.valueOf(reply.getMessage()), Failure.class);
        } catch (IllegalArgumentException notOurs) {
            return Failure.of(FailureCode.INTERNAL, FailureCode.INTERNAL.title());
        }
    }

    /** {@code parley.auth.login} is served by "auth". */
    private static String service(Address<?, ?> address) {
        var parts = address.name().split("\\.", -1);
        return parts.length > 1 ? "The " + parts[1] + " service" : address.name();
    }
}
