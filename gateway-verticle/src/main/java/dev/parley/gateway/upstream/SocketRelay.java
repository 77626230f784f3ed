package dev.parley.gateway.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two WebSockets that are one: each frame goes on as it came, no faster than the other side takes it, and the end of the
 * one is the end of the other. Pings are each side's own: a side that answers none of them is gone.
 *
 * <p>Owned by the gateway's context.
 */
final class SocketRelay {
    private static final Logger LOG = LoggerFactory.getLogger(SocketRelay.class);

    private static final short GOING_AWAY = 1001;
    private static final short NO_CODE = 1005;
    private static final short BROKEN = 1006;
    private static final short INTERNAL = 1011;
    private static final short NORMAL = 1000;

    /** RFC 6455 section 5.5: a control frame has 125 bytes, 2 of them for the code. */
    private static final int MAX_REASON_BYTES = 123;

    private static final Buffer EMPTY = Buffer.buffer();

    private final Vertx vertx;
    private final Duration pingInterval;
    private final Runnable closed;

    /** What the upstream said before the client's side was there: it is paused at once, so that this is little. */
    private final Deque<WebSocketFrame> early = new ArrayDeque<>();

    private @Nullable Side upstream;
    private @Nullable Side client;
    private long pings = -1;
    private int open;

    /** @param closed called once, when both sides are */
    SocketRelay(Vertx vertx, Duration pingInterval, Runnable closed) {
        this.vertx = vertx;
        this.pingInterval = pingInterval;
        this.closed = closed;
    }

    /** One end of it. */
    private static final class Side {
        private final WebSocket socket;
        private boolean paused;
        private boolean heard = true;
        private boolean ending;

        Side(WebSocket socket) {
            this.socket = socket;
        }
    }

    /** @param socket not connected yet */
    void toUpstream(WebSocket socket) {
        var side = new Side(socket);
        upstream = side;
        socket.frameHandler(frame -> {
            var other = client;
            if (other == null) {
                early.add(frame);
                pause(side);
            } else {
                carry(side, frame, other);
            }
        });
        socket.closeHandler(gone -> gone(side, client));
    }

    /** Joins both. */
    void toClient(WebSocket socket) {
        var side = new Side(socket);
        var other = upstream;
        if (other == null) {
            throw new IllegalStateException("the upstream's side comes first");
        }
        client = side;
        open = 2;
        socket.frameHandler(frame -> carry(side, frame, other));
        socket.closeHandler(gone -> gone(side, other));
        for (var frame = early.poll(); frame != null; frame = early.poll()) {
            carry(other, frame, side);
        }
        resume(other);
        if (other.socket.isClosed()) {
            // Its close handler may have been heard while there was nobody to tell.
            open = 1;
            end(side, INTERNAL, "The server has gone");
        } else {
            pings = vertx.setPeriodic(pingInterval.toMillis(), tick -> ping(side, other));
        }
    }

    /** From outside: neither side may go on. */
    void close(short toClient, String reason) {
        if (client != null) {
            end(client, toClient, reason);
        }
        if (upstream != null) {
            end(upstream, GOING_AWAY, reason);
        }
    }

    private static void carry(Side from, WebSocketFrame frame, Side to) {
        from.heard = true;
        switch (frame.type()) {
            case TEXT, BINARY, CONTINUATION -> pass(from, frame, to);
            case CLOSE -> {
                from.ending = true;
                end(to, frame.closeStatusCode(), frame.closeReason());
            }
            default -> {
                // each side's own
            }
        }
    }

    private static void pass(Side from, WebSocketFrame frame, Side to) {
        if (to.ending || to.socket.isClosed()) {
            return;
        }
        to.socket.writeFrame(frame).onFailure(SocketRelay::goneAnyway);
        if (to.socket.writeQueueFull()) {
            pause(from);
            to.socket.drainHandler(drained -> resume(from));
        }
    }

    private static void pause(Side side) {
        side.paused = true;
        side.socket.pause();
    }

    private static void resume(Side side) {
        side.paused = false;
        side.heard = true;
        side.socket.resume();
    }

    private static void end(Side side, short code, @Nullable String reason) {
        if (side.ending || side.socket.isClosed()) {
            return;
        }
        side.ending = true;
        short said = code == NO_CODE || code == 0 ? NORMAL : code;
        side.socket.close(said, shortened(reason)).onFailure(SocketRelay::goneAnyway);
        resume(side); // so that its own close frame is read
    }

    private static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= MAX_REASON_BYTES ? reason : reason.substring(0, MAX_REASON_BYTES);
    }

    /** A connection is over; the other one ends with what it said, or with this if it said nothing. */
    private void gone(Side side, @Nullable Side other) {
        Short code = side.socket.closeStatusCode();
        if (other != null && (code == null || code == BROKEN)) {
            end(
                    other,
                    side == client ? GOING_AWAY : INTERNAL,
                    side == client ? "The client has gone" : "The server has gone");
        }
        open--;
        if (open <= 0) {
            vertx.cancelTimer(pings);
            closed.run();
        }
    }

    private static void ping(Side... sides) {
        for (var side : sides) {
            if (!side.heard && !side.paused && !side.ending) {
                end(side, GOING_AWAY, "Nothing was heard");
            } else if (!side.ending && !side.socket.isClosed()) {
                side.heard = false;
                side.socket.writePing(EMPTY).onFailure(SocketRelay::goneAnyway);
            }
        }
    }

    private static void goneAnyway(Throwable cause) {
        LOG.trace("gone already", cause);
    }
}
