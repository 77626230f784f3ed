package dev.parley.gateway.limit;

import dev.parley.gateway.peer.Peer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.function.LongSupplier;

/**
 * So many requests a second from one address. What a proxy says of the address is believed of those alone that are
 * trusted: anyone could say it.
 *
 * <p>Owned by the context that made it.
 */
public final class AddressLimit implements PlatformHandler {
    private final RateGate<String> gate;

    AddressLimit(int perSecond, int burst, Refusals refusals, LongSupplier nanoTime) {
        this.gate = new RateGate<>(perSecond, burst, Limit.REQUESTS_PER_ADDRESS, refusals, nanoTime);
    }

    @Override
    public void handle(RoutingContext context) {
        gate.pass(AddressKey.of(Peer.of(context).address()), context);
    }
}
