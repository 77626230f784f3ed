package dev.parley.gateway.door;

import dev.parley.gateway.auth.RevokedSessions;
import dev.parley.gateway.auth.TokenVerifier;
import dev.parley.gateway.limit.BodyBudget;
import dev.parley.gateway.limit.BodyReader;
import dev.parley.gateway.limit.Unhurried;
import dev.parley.gateway.live.GatewayNode;
import dev.parley.gateway.live.LocalAttachments;
import dev.parley.gateway.live.PresenceLink;
import dev.parley.gateway.operation.Operations;
import dev.parley.gateway.realtime.Connections;
import dev.parley.gateway.realtime.Dialect;
import dev.parley.gateway.realtime.DoorName;
import dev.parley.gateway.realtime.PlainDialect;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.model.bus.Bus;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The realtime half of the gateway: three doors, one protocol. To be started, mounted, drained and closed by the
 * gateway's verticle, on its context:
 *
 * <pre>{@code
 * CommandGate.start(vertx, bus, publisher, nodeId, clock, metrics)
 *     .compose(gate -> Realtime.start(vertx, bus, nodeId, limits, verifier, revoked,
 *             Operations.of(bus, gate, new MessageRates(limits.messagesPerSecond(), limits.messageBurst(), refusals, System::nanoTime)),
 *             clock, metrics))
 *     .onSuccess(realtime -> realtime.mount(router, originPolicy, bodies));
 * }</pre>
 *
 * <p>The HTTP server must take WebSocket frames and messages of {@link #MAX_WEB_SOCKET_BYTES} (a SockJS envelope is
 * larger than the frame in it; the frame's own limit is kept here), have {@code permessage-deflate} off (nothing bounds
 * what it inflates to), and no idle timeout below two heartbeats.
 */
public final class Realtime {
    /** For {@code setMaxWebSocketFrameSize} and {@code setMaxWebSocketMessageSize}. */
    public static final int MAX_WEB_SOCKET_BYTES = 256 * 1024;

    private static final String WEB_SOCKET = "/api/v1/ws";
    private static final String SOCK_JS = "/api/v1/sockjs";
    private static final String BRIDGE = "/eventbus";

    private final Vertx vertx;
    private final TokenVerifier verifier;
    private final RealtimeLimits limits;
    private final Connections connections;
    private final LocalAttachments attachments;
    private final GatewayNode node;
    private final PresenceLink presence;

    private Realtime(
            Vertx vertx,
            TokenVerifier verifier,
            RealtimeLimits limits,
            Connections connections,
            LocalAttachments attachments,
            GatewayNode node,
            PresenceLink presence) {
        this.vertx = vertx;
        this.verifier = verifier;
        this.limits = limits;
        this.connections = connections;
        this.attachments = attachments;
        this.node = node;
        this.presence = presence;
    }

    /**
     * @param nodeId this gateway's name on the bus, of its own
     * @param revoked its new revocations close sockets here
     * @return complete when this node can be delivered to
     */
    public static Future<Realtime> start(
            Vertx vertx,
            Bus bus,
            String nodeId,
            RealtimeLimits limits,
            TokenVerifier verifier,
            RevokedSessions revoked,
            Operations operations,
            Clock clock,
            Metrics metrics) {
        var attachments = new LocalAttachments(bus, nodeId, limits.connectionsPerUser(), metrics, clock);
        return GatewayNode.start(vertx, bus, nodeId, attachments).map(node -> {
            var presence = new PresenceLink(vertx, bus, nodeId);
            var connections =
                    new Connections(vertx, limits, verifier, operations, attachments, presence, clock, metrics);
            revoked.onRevoked(connections::revoke);
            return new Realtime(vertx, verifier, limits, connections, attachments, node, presence);
        });
    }

    /**
     * Mounts the three doors. To be called before any body handler of {@code router}; its failure handler gets a {@code
     * FailureException} with the status.
     *
     * @param bodies all that may be held at once
     * @param originPolicy fails a request of a foreign origin, lets the others pass; asked on every path
     */
    public void mount(Router router, Handler<RoutingContext> originPolicy, BodyBudget bodies) {
        var guard = new DoorGuard(verifier);
        for (var path : new String[] {WEB_SOCKET, SOCK_JS + "/*", BRIDGE + "/*"}) {
            router.route(path).handler(originPolicy);
            router.route(path).handler(Realtime::unhurried).handler(guard);
        }
        router.get(WEB_SOCKET).handler(raw(DoorName.WEBSOCKET, PlainDialect::new));
        mountSockJs(router, SOCK_JS, DoorName.SOCKJS, PlainDialect::new, bodies);
        mountSockJs(router, BRIDGE, DoorName.EVENTBUS, BridgeDialect::new, bodies);
    }

    private void mountSockJs(Router router, String path, DoorName door, Supplier<Dialect> dialect, BodyBudget bodies) {
        var xhr = new XhrSessions(vertx, connections, door, dialect);
        router.get(path + "/info").handler(new SockJsInfo());
        router.get(path + "/websocket").handler(raw(door, dialect));
        // The server's part and the session's have no dots, says the protocol.
        router.getWithRegex(Pattern.quote(path) + "/[^/.]+/[^/.]+/websocket")
                .handler(new WebSocketUpgrade(
                        vertx, connections, door, SockJsWebSocketTransport::new, dialect, WebSocketUpgrade::sockJs));
        var request = path + "/:server/:session/:transport";
        router.post(request).handler(new BodyReader(MAX_WEB_SOCKET_BYTES, bodies));
        router.post(request).handler(xhr::guard);
        router.route(path + "/*").handler(OnlyXhr::handle);
        var library = SockJSHandler.create(vertx, sockJsOptions()).socketHandler(xhr::open);
        router.route(path + "/*")
                .handler(ctx -> library.handleContext(isHttp2(ctx) ? new Http2Context(ctx) : ctx))
                .failureHandler(library::handleFailure);
    }

    /** A poll waits, a stream lasts; whoever does not read what a socket gets is closed by its outbox. */
    private static void unhurried(RoutingContext ctx) {
        Unhurried.answer(ctx);
        ctx.next();
    }

    private static boolean isHttp2(RoutingContext ctx) {
        return ctx.request().version() == HttpVersion.HTTP_2;
    }

    private WebSocketUpgrade raw(DoorName door, Supplier<Dialect> dialect) {
        return new WebSocketUpgrade(
                vertx, connections, door, WebSocketTransport::new, dialect, WebSocketUpgrade::plain);
    }

    /** XHR alone: JSONP, htmlfile and eventsource check no Origin, the WebSocket is ours. */
    private SockJSHandlerOptions sockJsOptions() {
        return new SockJSHandlerOptions()
                .setInsertJSESSIONID(false)
                .setHeartbeatInterval(limits.heartbeat().toMillis())
                .addDisabledTransport("WEBSOCKET")
                .addDisabledTransport("EVENT_SOURCE")
                .addDisabledTransport("HTML_FILE")
                .addDisabledTransport("JSON_P");
    }

    /** Whether {@code path} leads to a door and not to REST, below which two of them are. */
    public static boolean isDoor(String path) {
        return path.equals(WEB_SOCKET) || path.startsWith(SOCK_JS + "/") || path.startsWith(BRIDGE + "/");
    }

    /** As {@link Connections#drain}; the node is still delivered to, as long as sockets are here. */
    public Future<Void> drain(Duration time) {
        return connections.drain(time);
    }

    /** Closes what is still open and says goodbye to the cluster. */
    public void close() {
        connections.closeAll();
        presence.close();
        node.leave();
    }

    /** Sockets, authenticated or not. */
    public int connectionCount() {
        return connections.size();
    }

    /** Users with at least one authenticated socket here. */
    public int userCount() {
        return attachments.userCount();
    }
}
