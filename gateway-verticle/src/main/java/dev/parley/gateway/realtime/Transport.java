package dev.parley.gateway.realtime;

import dev.parley.gateway.live.ServerFrame;
import io.vertx.core.Future;

/** What carries one client's frames: a WebSocket, a SockJS session. All calls come on the socket's context. */
public interface Transport {
    /** @return completes when the frame has left this process; fails when the socket is gone */
    Future<Void> write(ServerFrame frame);

    /** Asks for a sign of life, where the transport has a way to ask. */
    void ping();

    /** Closes; gives up waiting for the client after a while. */
    void close(CloseCode code, String reason);

    /** False if the client cannot be shown a close code of ours: then an error frame says it before. */
    boolean showsCloseCodes();

    /** False if the transport finds out by itself that the client is gone, and {@link #ping} can do nothing. */
    boolean needsHeartbeat();
}
