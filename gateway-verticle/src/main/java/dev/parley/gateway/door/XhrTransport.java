package dev.parley.gateway.door;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.realtime.CloseCode;
import dev.parley.gateway.realtime.Transport;
import io.vertx.core.Future;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

/** A SockJS session over XHR polling or streaming, as the library keeps it. */
final class XhrTransport implements Transport {
    private final SockJSSocket socket;

    XhrTransport(SockJSSocket socket) {
        this.socket = socket;
    }

    /** Complete when a poll took it: what no poll takes counts as not read, which the library's own queue forgets. */
    @Override
    public Future<Void> write(ServerFrame frame) {
        return socket.write(frame.text());
    }

    @Override
    public void ping() {}

    @Override
    public void close(CloseCode code, String reason) {
        socket.close();
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
