package dev.parley.gateway.limit;

import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.peer.Peers;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * The limits of one gateway, as they stand before its routes. Owned by the context that made it.
 *
 * @param gate of connections
 * @param deadlines the first handler of all
 * @param addresses behind {@link Peers}
 * @param requests of REST in flight
 * @param perAddress requests a second
 * @param perUser requests a second, behind authentication
 */
public record Limiters(
        Refusals refusals,
        ConnectionGate gate,
        ConnectionDeadlines deadlines,
        UrlLimit urls,
        AddressFilter addresses,
        RequestCap requests,
        BodyBudget bodies,
        AddressLimit perAddress,
        UserLimit perUser) {

    /** @param nanoTime as {@link System#nanoTime}, of the rates alone: deadlines are by the real one */
    public static Limiters create(
            Vertx vertx,
            GatewayLimits limits,
            HttpLimits http,
            ProxyConfig proxies,
            Metrics metrics,
            LongSupplier nanoTime) {
        var refusals = new Refusals(metrics);
        var rules = new AddressRules(limits.addresses());
        var peers = new Peers(proxies);
        var deadlines = new ConnectionDeadlines(vertx, limits.deadlines(), refusals, System::nanoTime);
        return new Limiters(
                refusals,
                new ConnectionGate(rules, peers, limits.caps().httpConnections(), deadlines, refusals),
                deadlines,
                new UrlLimit(limits.heads().url(), refusals),
                new AddressFilter(rules, peers, refusals),
                new RequestCap(limits.caps().requestsInFlight(), refusals),
                new BodyBudget(limits.caps().bodiesInFlight(), refusals),
                new AddressLimit(http.requestsPerSecond(), http.requestBurst(), refusals, nanoTime),
                new UserLimit(limits.userRequests(), refusals, nanoTime));
    }
}
