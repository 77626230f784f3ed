package dev.parley.gateway.upstream;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.peer.Peer;
import dev.parley.model.id.SessionId;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upstream while the gateway runs: its servers, the connections to them, and what is under way.
 *
 * <p>Owned by the gateway's context.
 */
final class Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    /** Common servers close what is idle after 5 s (Node) or later: whoever closes first does not run into the other. */
    private static final int KEEP_ALIVE_S = 4;

    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final UpstreamConfig config;
    private final Duration pingInterval;
    private final Servers servers;
    private final HttpClient client;
    private final WebSocketClient socketClient;
    private final HealthWatch health;
    private final UpstreamMetrics metrics;
    private final @Nullable IdentitySigner signer;

    /** Open WebSockets, with who was named when they were opened, if anybody. */
    private final Map<SocketRelay, RoutingContext> sockets = new HashMap<>();

    private int inFlight;
    private boolean closed;

    /**
     * @param pingInterval how often both ends of a WebSocket are asked for a sign of life
     * @param maxFrameBytes of WebSockets
     */
    Upstream(Vertx vertx, UpstreamConfig config, Duration pingInterval, int maxFrameBytes, Metrics metrics) {
        this.config = config;
        this.pingInterval = pingInterval;
        this.servers = new Servers(config, System::nanoTime);
        this.metrics = new UpstreamMetrics(metrics, config.name(), servers);
        var secret = config.secret();
        this.signer = secret == null ? null : new IdentitySigner(vertx, secret, config.name());
        var limits = config.limits();
        int connectMs = Math.toIntExact(limits.connectTimeout().toMillis());
        var options = new HttpClientOptions()
                .setConnectTimeout(connectMs)
                .setSslHandshakeTimeout(connectMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslEngineOptions(onWorkers())
                .setKeepAliveTimeout(KEEP_ALIVE_S)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setDecompressionSupported(false);
        var socketOptions = new WebSocketClientOptions()
                .setConnectTimeout(connectMs)
                .setSslHandshakeTimeout(connectMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslEngineOptions(onWorkers())
                .setMaxConnections(limits.requests())
                .setMaxFrameSize(maxFrameBytes)
                .setMaxMessageSize(maxFrameBytes);
        if (config.caFile() != null) {
            var trust = new PemTrustOptions().addCertPath(config.caFile().toString());
            options.setTrustOptions(trust);
            socketOptions.setTrustOptions(trust);
        }
        // As large as what may be under way: nobody waits in line for a connection.
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(limits.requests()).setMaxWaitQueueSize(limits.requests()));
        this.socketClient = vertx.createWebSocketClient(socketOptions);
        this.health = new HealthWatch(vertx, config, servers, options);
        health.start();
    }

    /** Handshakes take milliseconds, which the one event loop has not. */
    private static JdkSSLEngineOptions onWorkers() {
        return new JdkSSLEngineOptions().setUseWorkerThread(true);
    }

    UpstreamConfig config() {
        return config;
    }

    Servers servers() {
        return servers;
    }

    HttpClient client() {
        return client;
    }

    WebSocketClient socketClient() {
        return socketClient;
    }

    UpstreamMetrics metrics() {
        return metrics;
    }

    Duration pingInterval() {
        return pingInterval;
    }

    /** Takes a place for a request; false if there is none. */
    boolean enter() {
        if (inFlight >= config.limits().requests()) {
            return false;
        }
        inFlight++;
        metrics.inFlight(inFlight);
        return true;
    }

    /** Somebody got no place. */
    void refused() {
        metrics.ended(Outcome.REFUSED, System.nanoTime());
    }

    void leave(Outcome outcome, long sinceNanos) {
        inFlight--;
        metrics.inFlight(inFlight);
        metrics.ended(outcome, sinceNanos);
    }

    void unreachable(Server server, Throwable cause) {
        if (closed) {
            return; // its own connections are gone, that is all
        }
        servers.unreachable(server);
        LOG.warn(
                "upstream server takes no connection, left alone for {} s upstream={} address={} cause={}",
                server.leftAlone().toSeconds(),
                config.name(),
                server.address(),
                cause.getMessage());
    }

    /** What {@link IdentitySigner#HEADER} shall say; null if nobody is known, or nobody is to be told. */
    @Nullable String identityOf(RoutingContext context, String method, String path) {
        var caller = callerOf(context);
        return signer == null || caller == null ? null : signer.sign(caller, method, path);
    }

    /** For a connection to this server, which is waited for no longer than it may take, whatever it waits for. */
    RequestOptions requestTo(Server server) {
        return server.address()
                .request()
                .setConnectTimeout(config.limits().connectTimeout().toMillis());
    }

    /** The Host that servers are told; null: their own. */
    @Nullable HostAndPort hostFor(RoutingContext context) {
        return config.keepHost() ? Peer.of(context).authority() : null;
    }

    void opened(SocketRelay relay, RoutingContext context) {
        sockets.put(relay, context);
        metrics.sockets(sockets.size());
    }

    void closed(SocketRelay relay) {
        sockets.remove(relay);
        metrics.sockets(sockets.size());
    }

    /** Those open now. */
    List<SocketRelay> sockets() {
        return List.copyOf(sockets.keySet());
    }

    /** Those open now that this session opened. */
    List<SocketRelay> socketsOf(SessionId session) {
        return sockets.entrySet().stream()
                .filter(entry -> {
                    var caller = callerOf(entry.getValue());
                    return caller != null && caller.sessionId().equals(session);
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    private static @Nullable Caller callerOf(RoutingContext context) {
        return BearerAuth.callerIn(context);
    }

    List<String> warnings() {
        long down = servers.down();
        return down == 0
                ? List.of()
                : List.of("upstream " + config.name() + ": " + down + " of "
                        + servers.all().size() + " addresses down");
    }

    void close() {
        closed = true;
        health.close();
        metrics.close();
        client.close().onFailure(cause -> LOG.debug("closing failed", cause));
        socketClient.close().onFailure(cause -> LOG.debug("closing failed", cause));
    }
}
