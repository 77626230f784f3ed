package dev.parley.gateway.door;

import dev.parley.gateway.limit.AddressKey;
import dev.parley.gateway.peer.Peer;
import dev.parley.gateway.realtime.CloseCode;
import dev.parley.gateway.realtime.Connection;
import dev.parley.gateway.realtime.Connections;
import dev.parley.gateway.realtime.Dialect;
import dev.parley.gateway.realtime.DoorName;
import dev.parley.gateway.realtime.Transport;
import dev.parley.model.failure.Failure;
import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Turns a request into a WebSocket and the WebSocket into a connection. */
final class WebSocketUpgrade implements Handler<RoutingContext> {
    /** Makes the transport that a socket is. */
    interface Carrier {
        Transport carry(Vertx vertx, ServerWebSocket socket, Channel channel);
    }

    private final Vertx vertx;
    private final Connections connections;
    private final DoorName door;
    private final Carrier carrier;
    private final Supplier<Dialect> dialect;
    private final BiConsumer<Connection, String> receiver;

    /**
     * @param receiver what to do with a text message
     */
    WebSocketUpgrade(
            Vertx vertx,
            Connections connections,
            DoorName door,
            Carrier carrier,
            Supplier<Dialect> dialect,
            BiConsumer<Connection, String> receiver) {
        this.vertx = vertx;
        this.connections = connections;
        this.door = door;
        this.carrier = carrier;
        this.dialect = dialect;
        this.receiver = receiver;
    }

    @Override
    public void handle(RoutingContext ctx) {
        var address = AddressKey.of(Peer.of(ctx).address());
        var refusal = ctx.request().canUpgradeToWebSocket()
                ? connections.refusal(address)
                : Failure.invalid("upgrade", "must be websocket");
        if (refusal != null) {
            DoorGuard.fail(ctx, refusal);
        } else {
            var channel = ((HttpServerConnection) ctx.request().connection())
                    .channelHandlerContext()
                    .channel();
            ctx.request()
                    .toWebSocket()
                    .onSuccess(socket -> {
                        WholeMessages.only(channel, Realtime.MAX_WEB_SOCKET_BYTES);
                        open(ctx, address, carrier.carry(vertx, socket, channel), socket);
                    })
                    .onFailure(cause -> ctx.fail(400, cause)); // a bad handshake
        }
    }

    private void open(RoutingContext ctx, String address, Transport transport, ServerWebSocket socket) {
        var connection = connections.open(door, address, transport, dialect.get());
        socket.textMessageHandler(text -> receiver.accept(connection, text));
        socket.binaryMessageHandler(binary -> connection.close(CloseCode.UNREADABLE, "Frames are text"));
        socket.pongHandler(pong -> connection.heard());
        socket.closeHandler(closed -> connection.gone());
        socket.exceptionHandler(cause -> {
            var code = WholeMessages.closeCode(cause);
            if (code != null) {
                connection.close(code, "Messages are UTF-8, of " + Realtime.MAX_WEB_SOCKET_BYTES + " bytes at most");
            }
        });
        var caller = DoorGuard.callerOf(ctx);
        if (caller != null) {
            connection.authenticated(caller);
        }
    }

    /** One text message is one frame. */
    static void plain(Connection connection, String text) {
        connection.receive(text);
    }

    /** A text message is SockJS' array of frames. */
    static void sockJs(Connection connection, String text) {
        if (text.isEmpty()) {
            return; // SockJS ignores it
        }
        var messages = SockJsMessages.read(text);
        if (messages == null) {
            connection.close(CloseCode.UNREADABLE, "SockJS messages are a JSON array of strings");
        } else {
            messages.forEach(connection::receive);
        }
    }
}
