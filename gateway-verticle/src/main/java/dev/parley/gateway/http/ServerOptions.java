package dev.parley.gateway.http;

import dev.parley.gateway.limit.HeadSizes;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How the server listens. */
public final class ServerOptions {
    /** A reconnect storm after a restart knocks faster than one event loop accepts. */
    private static final int ACCEPT_BACKLOG = 4096;

    /**
     * What the kernel may hold for one socket; it doubles it. Left to itself it takes up to 4 MiB, of which nobody counts a
     * byte: 1.9 MB were measured for each client that did not read, beside the 256 KiB after which it is closed. It also
     * bounds how fast one socket can be: about this much for each round trip.
     */
    private static final int SEND_BUFFER_BYTES = 96 * 1024;

    /** Of one question and its answer: whoever has nothing to say for so long is sent away. */
    public static final Duration SHORT_VISIT = Duration.ofSeconds(10);

    /** The PROXY protocol's header, if connections begin with it. */
    private static final Duration PROXY_HEADER_WITHIN = Duration.ofSeconds(10);

    private ServerOptions() {}

    /**
     * The options of the one server.
     *
     * @param heads of requests
     * @param maxFrameBytes a WebSocket frame or message over it closes the socket with 1009
     * @param idleTimeout a connection on which nothing moves for so long is closed; longer than the heartbeats of the
     *     realtime doors, so that it only ever meets the dead
     */
    public static HttpServerOptions of(HeadSizes heads, int maxFrameBytes, Duration idleTimeout) {
        return new HttpServerOptions()
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setMaxInitialLineLength(heads.url())
                .setMaxHeaderSize(heads.headers())
                .setProxyProtocolTimeout(PROXY_HEADER_WITHIN.toSeconds())
                .setProxyProtocolTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(idleTimeout.toMillis()))
                .setMaxWebSocketFrameSize(maxFrameBytes)
                .setMaxWebSocketMessageSize(maxFrameBytes)
                // Nothing limits what a compressed frame or body inflates to.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false)
                // Browsers speak HTTP/2 over TLS alone, and proxies need none of it.
                .setHttp2ClearTextEnabled(false);
    }
}
