package dev.parley.gateway;

import dev.parley.gateway.door.Realtime;
import dev.parley.gateway.http.FailureHandler;
import dev.parley.gateway.http.ServerOptions;
import dev.parley.gateway.limit.Limiters;
import dev.parley.gateway.peer.ProxyProtocolGuard;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.gateway.tls.HttpsRedirect;
import dev.parley.gateway.tls.LiveCertificate;
import dev.parley.gateway.tls.RedirectConfig;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where clients connect: the one server for everything and, if there is TLS, the one that sends them on to it. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** A live socket is heard of at every heartbeat: after three without one there is nobody. */
    private static final int HEARTBEATS_UNTIL_IDLE = 3;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final @Nullable LiveCertificate certificate;
    private final ProxyProtocolGuard guard;
    private final Limiters limiters;

    private @Nullable HttpServer server;
    private @Nullable HttpServer redirecting;

    private Listeners(Vertx vertx, GatewayConfig config, Limiters limiters, @Nullable LiveCertificate certificate) {
        this.vertx = vertx;
        this.config = config;
        this.limiters = limiters;
        this.certificate = certificate;
        this.guard = new ProxyProtocolGuard(config.transport().proxies());
    }

    /** @return fails, with a line for the operator, if the certificate cannot be used */
    static Future<Listeners> prepare(
            Vertx vertx, GatewayConfig config, Limiters limiters, Metrics metrics, Clock clock) {
        var tls = config.transport().tls();
        return tls == null
                ? Future.succeededFuture(new Listeners(vertx, config, limiters, null))
                : LiveCertificate.load(vertx, tls, metrics, clock)
                        .map(certificate -> new Listeners(vertx, config, limiters, certificate));
    }

    /** What somebody should look at, a few words each. */
    List<String> warnings() {
        return certificate == null ? List.of() : certificate.warnings();
    }

    /** @return the port listened on */
    Future<Integer> listen(Handler<HttpServerRequest> router) {
        var options = ServerOptions.of(
                        config.limits().heads(), Realtime.MAX_WEB_SOCKET_BYTES, idleTimeout(config.realtime()))
                .setUseProxyProtocol(config.transport().proxies().proxyProtocol());
        if (certificate != null) {
            certificate.applyTo(options);
        }
        var strictTransport = GatewayRouter.strictTransport(config);
        var gate = limiters.gate();
        return vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(guard.before(gate.before(router)))
                .invalidRequestHandler(guard.before(
                        gate.beforeUnreadable(request -> FailureHandler.refuseUnreadable(request, strictTransport))))
                .exceptionHandler(Listeners::neverConnected)
                .listen(config.port(), config.host())
                .onSuccess(listening -> {
                    server = listening;
                    if (certificate != null) {
                        certificate.watch(listening, options);
                    }
                    LOG.info(
                            "listening scheme={} host={} port={} node={}",
                            certificate == null ? "http" : "https",
                            config.host(),
                            listening.actualPort(),
                            config.nodeId());
                })
                .compose(listening -> redirect(listening.actualPort()).map(listening.actualPort()));
    }

    private Future<?> redirect(int port) {
        var tls = config.transport().tls();
        if (certificate == null || tls == null || tls.redirect() == null) {
            return Future.succeededFuture();
        }
        var redirect = new HttpsRedirect(
                vertx, tls.redirect(), config.transport().publicUrl(), certificate::certificate, () -> port);
        return listenInTheClear(tls.redirect(), redirect);
    }

    private Future<?> listenInTheClear(RedirectConfig redirect, Handler<HttpServerRequest> handler) {
        var options = ServerOptions.of(
                        config.limits().heads(), Realtime.MAX_WEB_SOCKET_BYTES, ServerOptions.SHORT_VISIT)
                .setUseProxyProtocol(config.transport().proxies().proxyProtocol());
        return vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(guard.before(
                        limiters.gate().beforeOnly(limiters.addresses().before(handler))))
                .invalidRequestHandler(guard.before(limiters.gate().beforeUnreadable(FailureHandler::refuseUnreadable)))
                .exceptionHandler(Listeners::neverConnected)
                .listen(redirect.port(), config.host())
                .onSuccess(listening -> {
                    redirecting = listening;
                    LOG.info("redirecting to https host={} port={}", config.host(), listening.actualPort());
                });
    }

    private void connected(HttpConnection connection) {
        if (guard.connected(connection)) {
            limiters.gate().connected(connection);
        }
    }

    /** After so long a connection on which nothing moves is closed. */
    static Duration idleTimeout(RealtimeLimits limits) {
        return limits.heartbeat().multipliedBy(HEARTBEATS_UNTIL_IDLE);
    }

    /** Where plain http is sent on from, once {@link #listen} is done; -1 if nowhere. */
    int redirectPort() {
        return redirecting == null ? -1 : redirecting.actualPort();
    }

    /** Port scanners, clients of plain http, those who do not like the certificate: nothing that can be done here. */
    private static void neverConnected(Throwable cause) {
        LOG.debug("connection failed", cause);
    }

    /** No new connections; what is in flight may take so long. */
    Future<Void> shutdown(Duration patience) {
        if (certificate != null) {
            certificate.close();
        }
        return Future.join(shutdown(server, patience), shutdown(redirecting, Duration.ZERO))
                .mapEmpty();
    }

    private static Future<Void> shutdown(@Nullable HttpServer server, Duration patience) {
        return server == null ? Future.succeededFuture() : server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
