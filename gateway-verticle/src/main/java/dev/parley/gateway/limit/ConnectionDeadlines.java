package dev.parley.gateway.limit;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds clients to their {@link Deadlines}: what a connection waits for is in one of four queues, and one timer looks at
 * their heads. A byte now and then puts nothing off, since only what is complete takes a connection out of its queue.
 *
 * <p>WebSockets are in none of them: their exchange lasts as long as they do, and the realtime doors see to their own.
 *
 * <p>Owned by the context that made it.
 */
public final class ConnectionDeadlines implements PlatformHandler {
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);

    /** Of a deadline passes at most a quarter more. */
    private static final int LOOKS = 4;

    /** How long a connection that is closed in order may take. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final Refusals refusals;

    private final Expiring<Visit> unheard;
    private final Expiring<Visit> idle;
    private final Expiring<Exchange> bodies;
    private final Expiring<Exchange> answers;

    ConnectionDeadlines(Vertx vertx, Deadlines deadlines, Refusals refusals, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.refusals = refusals;
        this.unheard = new Expiring<>(deadlines.header());
        this.idle = new Expiring<>(deadlines.keepAlive());
        this.bodies = new Expiring<>(deadlines.body());
        this.answers = new Expiring<>(deadlines.answer());
        vertx.setPeriodic(
                Math.min(LOOK_AT_LEAST_EVERY.toMillis(), deadlines.shortest().toMillis() / LOOKS), look -> look());
    }

    void connected(Visit visit) {
        unheard.put(visit, nanoTime.getAsLong());
    }

    void disconnected(Visit visit) {
        unheard.remove(visit);
        idle.remove(visit);
    }

    /** The head of a request is complete. */
    @Override
    public void handle(RoutingContext context) {
        var visit = Visit.of(context.request().connection());
        if (visit != null) {
            begin(context, new Exchange(context, visit));
        }
        context.next();
    }

    /** Of a server without routes, each of whose connections ends with its first answer. */
    void heard(Visit visit) {
        unheard.remove(visit);
    }

    private void begin(RoutingContext context, Exchange exchange) {
        var visit = exchange.visit();
        if (visit.exchangeBegins()) {
            unheard.remove(visit);
            idle.remove(visit);
        }
        if (exchange.awaitsBody()) {
            bodies.put(exchange, nanoTime.getAsLong());
        }
        context.addHeadersEndHandler(head -> answers.put(exchange, nanoTime.getAsLong()));
        context.addEndHandler(ended -> end(exchange));
    }

    private void end(Exchange exchange) {
        exchange.answered();
        var visit = exchange.visit();
        if (visit.exchangeEnds() && visit.isOpen()) {
            idle.put(visit, nanoTime.getAsLong());
        }
        if (exchange.hasWholeRequest() || !visit.isOpen()) {
            bodies.remove(exchange);
        }
        if (exchange.isTaken()) {
            answers.remove(exchange);
        }
    }

    private void look() {
        long now = nanoTime.getAsLong();
        answers.removeIf(Exchange::isTaken);
        unheard.expire(now, this::tooLateToBegin);
        idle.expire(now, this::tooLongIdle);
        bodies.expire(now, this::bodyTooSlow);
        answers.expire(now, this::answerNotTaken);
    }

    private void tooLateToBegin(Visit visit) {
        refusals.count(Limit.HEADER_DEADLINE);
        LateHead.tell(visit);
        close(visit);
    }

    private void tooLongIdle(Visit visit) {
        if (visit.isTaking()) {
            idle.put(visit, nanoTime.getAsLong()); // an answer, for which there is another deadline or none
        } else {
            refusals.count(Limit.KEEP_ALIVE);
            close(visit);
        }
    }

    private void bodyTooSlow(Exchange exchange) {
        if (!exchange.hasWholeRequest() && exchange.visit().isOpen() && !exchange.maySendSlowly()) {
            refusals.count(Limit.BODY_DEADLINE);
            exchange.refuseSlowBody();
        }
    }

    private void answerNotTaken(Exchange exchange) {
        if (!exchange.mayReadSlowly()) {
            refusals.count(Limit.ANSWER_DEADLINE);
            exchange.cut();
        }
    }

    /** In order, as HTTP/2 has a goodbye; and then for certain. */
    private void close(Visit visit) {
        visit.connection().close().onFailure(gone -> {});
        if (visit.isOpen()) {
            long late = vertx.setTimer(GOODBYE.toMillis(), over -> visit.cut());
            visit.channel().closeFuture().addListener(closed -> vertx.cancelTimer(late));
        }
    }
}
