package dev.parley.gateway.limit;

import dev.parley.gateway.http.BearerAuth;
import dev.parley.model.id.UserId;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.function.LongSupplier;

/**
 * So many REST requests a second of one user, from wherever they come. Behind {@link BearerAuth}.
 *
 * <p>Owned by the context that made it.
 */
public final class UserLimit implements SecurityPolicyHandler {
    private final RateGate<UserId> gate;

    UserLimit(Rate rate, Refusals refusals, LongSupplier nanoTime) {
        this.gate = new RateGate<>(rate.perSecond(), rate.burst(), Limit.REQUESTS_PER_USER, refusals, nanoTime);
    }

    @Override
    public void handle(RoutingContext context) {
        gate.pass(BearerAuth.callerOf(context).userId(), context);
    }
}
