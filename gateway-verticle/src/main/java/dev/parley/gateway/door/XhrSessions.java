package dev.parley.gateway.door;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.limit.AddressKey;
import dev.parley.gateway.peer.Peer;
import dev.parley.gateway.realtime.Connection;
import dev.parley.gateway.realtime.Connections;
import dev.parley.gateway.realtime.Dialect;
import dev.parley.gateway.realtime.DoorName;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.UserId;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The SockJS sessions over XHR of one door. A session's id is all that its requests have in common, so it is a secret,
 * and once a session has a user, another user's token is refused on it: the library would take it.
 */
final class XhrSessions {
    /** sockjs-client draws 8 characters; a shorter id could be guessed. */
    private static final int MIN_ID_LENGTH = 8;

    private static final int MAX_ID_LENGTH = 64;

    /** Sessions are not shared between gateways: a client that hears this opens another, and its state is in the log. */
    private static final Failure ELSEWHERE = Failure.of(
            FailureCode.NOT_FOUND,
            "This gateway has no such session: open a new one; all requests of a session must reach the same gateway");

    private final Vertx vertx;
    private final Connections connections;
    private final DoorName door;
    private final Supplier<Dialect> dialect;
    private final Map<String, Session> sessions = new HashMap<>();

    XhrSessions(Vertx vertx, Connections connections, DoorName door, Supplier<Dialect> dialect) {
        this.vertx = vertx;
        this.connections = connections;
        this.door = door;
        this.dialect = dialect;
    }

    /** Lets a request of a session pass that may be of it. */
    void guard(RoutingContext ctx) {
        var refusal = refusal(ctx);
        if (refusal != null) {
            DoorGuard.fail(ctx, refusal);
        } else {
            ctx.next();
        }
    }

    private @Nullable Failure refusal(RoutingContext ctx) {
        var id = ctx.pathParam("session");
        var session = sessions.get(id);
        boolean sends = "xhr_send".equals(ctx.pathParam("transport"));
        if (session != null) {
            if (!session.mayBeUsedBy(DoorGuard.callerOf(ctx))) {
                return Failure.forbidden("This session belongs to another user");
            }
            return sends ? unreadable(ctx) : null;
        }
        if (sends) {
            return ELSEWHERE;
        }
        if (id.length() < MIN_ID_LENGTH || id.length() > MAX_ID_LENGTH) {
            return Failure.notFound("session");
        }
        return connections.refusal(AddressKey.of(Peer.of(ctx).address()));
    }

    /** The library answers broken JSON with 500 and throws at anything in the array that is no string. */
    private static @Nullable Failure unreadable(RoutingContext ctx) {
        var body = ctx.body().asString();
        boolean readable = body != null && SockJsMessages.read(body) != null;
        return readable ? null : Failure.invalid("", "must be a JSON array of strings");
    }

    /** The library has begun a session. */
    void open(SockJSSocket socket) {
        var ctx = socket.routingContext();
        var id = ctx.pathParam("session");
        var caller = DoorGuard.callerOf(ctx);
        var address = AddressKey.of(Peer.of(ctx).address());
        var connection = connections.open(door, address, new XhrTransport(vertx, socket), dialect.get());
        sessions.put(id, new Session(connection, caller == null ? null : caller.userId()));
        socket.handler(message -> connection.receive(message.toString()));
        socket.closeHandler(closed -> {
            sessions.remove(id);
            connection.gone();
        });
        socket.exceptionHandler(cause -> socket.close());
        if (caller != null) {
            connection.authenticated(caller);
        }
    }

    /** @param opener whose token came with the first request; then every request must bring one of theirs */
    private record Session(Connection connection, @Nullable UserId opener) {
        boolean mayBeUsedBy(@Nullable Caller caller) {
            if (opener != null) {
                return caller != null && opener.equals(caller.userId());
            }
            var owner = connection.caller();
            return caller == null || owner == null || owner.userId().equals(caller.userId());
        }
    }
}
