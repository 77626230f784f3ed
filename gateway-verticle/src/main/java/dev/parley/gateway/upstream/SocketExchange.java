package dev.parley.gateway.upstream;

import dev.parley.gateway.http.Replies;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request for a WebSocket at an upstream: first the upstream has to take it, then the client gets it, with the
 * subprotocol that the upstream chose.
 *
 * <p>Owned by the gateway's context.
 */
final class SocketExchange {
    private static final Logger LOG = LoggerFactory.getLogger(SocketExchange.class);
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private final Upstream upstream;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Attempts attempts;
    private final long since = System.nanoTime();
    private @Nullable SocketRelay relay;
    private boolean clientGone;
    private boolean over;

    SocketExchange(Upstream upstream, RoutingContext context) {
        this.upstream = upstream;
        this.context = context;
        this.request = context.request();
        this.attempts = new Attempts(upstream, () -> clientGone);
    }

    void start() {
        context.addEndHandler(ended -> clientGone = true);
        request.pause();
        attempts.reach(this::connect, UpgradeRejectedException.class::isInstance)
                .onComplete(this::upgrade, this::refuse);
    }

    private Future<WebSocket> connect(Server server) {
        var joining = new SocketRelay(context.vertx(), upstream.pingInterval(), this::closed);
        relay = joining;
        var socket = upstream.socketClient().webSocket();
        joining.toUpstream(socket);
        return socket.connect(options(server));
    }

    private WebSocketConnectOptions options(Server server) {
        var path = upstream.config().route().pathAtUpstream(context.normalizedPath());
        var query = request.query();
        var headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        RequestHeaders.rewrite(
                headers,
                context,
                upstream.config(),
                upstream.identityOf(context, request.method().name(), path));
        List.copyOf(headers.names()).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("sec-websocket-"))
                .forEach(headers::remove);
        headers.remove(HttpHeaders.HOST);
        var host = upstream.hostFor(context);
        if (host != null) {
            headers.set(HttpHeaders.HOST, RequestHeaders.hostOf(host));
        }
        var address = server.address();
        var options = new WebSocketConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.tls())
                .setURI(query == null ? path : path + "?" + query)
                // The client's or none, never one that the library makes up.
                .setAllowOriginHeader(headers.contains(HttpHeaders.ORIGIN))
                .setConnectTimeout(upstream.config().limits().connectTimeout().toMillis())
                .setTimeout(upstream.config().limits().timeout().toMillis())
                .setHeaders(headers);
        var offered = subprotocols();
        return offered.isEmpty() ? options : options.setSubProtocols(offered);
    }

    private List<String> subprotocols() {
        return request.headers().getAll(SUBPROTOCOL).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void upgrade(WebSocket taken) {
        attempts.answered();
        var joining = relay;
        if (joining == null || clientGone) {
            taken.close((short) 1001, "The client has gone").onFailure(SocketExchange::goneAnyway);
            closed();
            return;
        }
        if (taken.subProtocol() != null) {
            context.response().putHeader(SUBPROTOCOL, taken.subProtocol());
        }
        accepted()
                .onComplete(
                        socket -> {
                            upstream.opened(joining, context);
                            joining.toClient(socket);
                        },
                        cause -> {
                            taken.close((short) 1001, "").onFailure(SocketExchange::goneAnyway);
                            closed();
                            context.fail(400, cause); // a bad handshake
                        });
    }

    private Future<ServerWebSocket> accepted() {
        try {
            return request.toWebSocket();
        } catch (RuntimeException tooLate) {
            return Future.failedFuture(tooLate); // the client has gone meanwhile
        }
    }

    private void refuse(Throwable cause) {
        Replies.resume(request);
        if (clientGone) {
            end(Outcome.ABANDONED);
        } else if (cause instanceof UpgradeRejectedException rejected) {
            end(Outcome.ofStatus(rejected.getStatus()));
            passOn(rejected);
        } else if (cause instanceof FailureException known) {
            end(Outcome.UNREACHABLE);
            context.fail(known);
        } else {
            end(Outcome.BROKEN);
            context.fail(Refusals.BAD_GATEWAY, Refusals.broken());
        }
    }

    /** The upstream's own no. */
    private void passOn(UpgradeRejectedException rejected) {
        var response = context.response().setStatusCode(rejected.getStatus());
        var headers = MultiMap.caseInsensitiveMultiMap().addAll(rejected.getHeaders());
        var expires = ResponseHeaders.clean(headers);
        if (expires != null) {
            headers.set(HttpHeaders.EXPIRES, expires);
        }
        headers.remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.TRANSFER_ENCODING);
        ResponseHeaders.merge(headers, response.headers());
        response.headers().addAll(headers);
        if (rejected.getBody() == null) {
            Replies.end(response);
        } else {
            Replies.end(response, rejected.getBody());
        }
    }

    /** Both sides are. */
    private void closed() {
        if (relay != null) {
            upstream.closed(relay);
        }
        end(Outcome.OPENED);
    }

    private void end(Outcome outcome) {
        if (!over) {
            over = true;
            attempts.over();
            upstream.leave(outcome, since);
        }
    }

    private static void goneAnyway(Throwable cause) {
        LOG.trace("gone already", cause);
    }
}
