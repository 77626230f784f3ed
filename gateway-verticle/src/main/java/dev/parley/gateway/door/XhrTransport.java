package dev.parley.gateway.door;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.realtime.CloseCode;
import dev.parley.gateway.realtime.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Duration;

/** A SockJS session over XHR polling or streaming, as the library keeps it. */
final class XhrTransport implements Transport {
    /** How long a client that is being closed may take to fetch the reason: as long as the library waits for a poll. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final SockJSSocket socket;
    private Future<Void> lastWrite = Future.succeededFuture();

    XhrTransport(Vertx vertx, SockJSSocket socket) {
        this.vertx = vertx;
        this.socket = socket;
    }

    /** Complete when a poll took it: what no poll takes counts as not read, which the library's own queue forgets. */
    @Override
    public Future<Void> write(ServerFrame frame) {
        lastWrite = socket.write(frame.text());
        return lastWrite;
    }

    @Override
    public void ping() {}

    /** After what was written, above all the reason, has been fetched: the library throws away what has not. */
    @Override
    public void close(CloseCode code, String reason) {
        var late = vertx.setTimer(CLOSE_PATIENCE.toMillis(), over -> socket.close());
        lastWrite.onComplete(taken -> {
            if (vertx.cancelTimer(late)) {
                socket.close();
            }
        });
    }

    /** The library closes every session with 3000. */
    @Override
    public boolean showsCloseCodes() {
        return false;
    }

    /** A session that nobody polls for 5 s is closed by the library. */
    @Override
    public boolean needsHeartbeat() {
        return false;
    }
}
