package dev.parley.gateway.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every server of an upstream in turns, over connections of its own: those of requests may all be in use when it
 * matters.
 *
 * <p>Owned by the gateway's context.
 */
final class HealthWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

    private final Vertx vertx;
    private final UpstreamConfig config;
    private final Servers servers;
    private final HttpClient client;
    private final Set<Server> underWay = new HashSet<>();
    private long timer = -1;

    /** @param options how the upstream's servers are connected to */
    HealthWatch(Vertx vertx, UpstreamConfig config, Servers servers, HttpClientOptions options) {
        this.vertx = vertx;
        this.config = config;
        this.servers = servers;
        this.client = vertx.createHttpClient(
                new HttpClientOptions(options).setKeepAlive(false),
                new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(1));
    }

    void start() {
        if (config.health().isActive()) {
            look();
            timer = vertx.setPeriodic(config.health().interval().toMillis(), tick -> look());
        }
    }

    void close() {
        vertx.cancelTimer(timer);
        client.close().onFailure(cause -> LOG.debug("closing failed", cause));
    }

    private void look() {
        servers.all().stream().filter(underWay::add).forEach(this::look);
    }

    private void look(Server server) {
        var request = server.address()
                .request()
                .setMethod(HttpMethod.GET)
                .setURI(config.health().path())
                .setTimeout(config.health().timeout().toMillis());
        client.request(request)
                .compose(asked -> asked.send().map(answer -> {
                    // What it says beside its status is not waited for.
                    answer.exceptionHandler(over -> LOG.trace("cut here", over));
                    asked.reset().onFailure(over -> LOG.trace("already over", over));
                    return answer.statusCode();
                }))
                .onComplete(
                        status -> looked(server, status >= 200 && status < 400, "status " + status),
                        cause -> looked(server, false, String.valueOf(cause.getMessage())));
    }

    private void looked(Server server, boolean well, String what) {
        underWay.remove(server);
        long upBefore = servers.up();
        server.looked(well);
        long up = servers.up();
        if (up < upBefore) {
            LOG.warn("upstream server down upstream={} address={} cause={}", config.name(), server.address(), what);
        } else if (up > upBefore) {
            LOG.info("upstream server up again upstream={} address={}", config.name(), server.address());
        }
    }
}
