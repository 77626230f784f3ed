package dev.parley.gateway.limit;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;

/** So many requests at once that are not answered yet; more are told to come again. Owned by the context that made it. */
public final class RequestCap implements Handler<RoutingContext> {
    /** What is in flight is answered within a few seconds, whatever becomes of it. */
    static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final int most;
    private final Refusals refusals;
    private int inFlight;

    RequestCap(int most, Refusals refusals) {
        this.most = most;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        if (inFlight >= most) {
            refusals.count(Limit.REQUESTS_IN_FLIGHT);
            context.fail(busy().asException());
            return;
        }
        inFlight++;
        context.addEndHandler(ended -> inFlight--);
        context.next();
    }

    static Failure busy() {
        return new Failure(
                FailureCode.UNAVAILABLE,
                "This server has as much to do as it can: try again",
                List.of(),
                COME_AGAIN.toMillis());
    }
}
