package dev.parley.gateway.tls;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is spoken over TLS. */
final class TlsOptions {
    /** RFC 9325 section 3.1.1: nothing older. */
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    /**
     * RFC 9325 section 4.2, and ChaCha20 for clients without AES in hardware: forward secrecy and authenticated encryption
     * alone. None of them has CBC or RSA key exchange; RFC 9113 section 9.2.2 demands the first of TLS 1.2's for HTTP/2.
     */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final int HANDSHAKE_WITHIN_S = 10;

    /** RFC 9113 section 6.5.2 recommends no fewer; a page of the web client asks for about thirty files at once. */
    private static final int MAX_CONCURRENT_STREAMS = 100;

    /**
     * Streams that a client may open and reset (CVE-2023-44487), or make the server reset (CVE-2025-8671), in a window:
     * more than a browser cancels, less than what costs.
     */
    private static final int MAX_RESETS = 200;

    private static final int RESET_WINDOW_S = 30;

    private TlsOptions() {}

    /** Has {@code options} speak HTTP/2 and HTTP/1.1 over TLS, as the client's ALPN says; HTTP/1.1 without it. */
    static void apply(HttpServerOptions options, Credentials credentials) {
        options.setSsl(true)
                .setKeyCertOptions(credentials.options())
                // A signature takes about a millisecond with RSA: a reconnect storm would keep the one event loop from
                // everything else.
                .setSslEngineOptions(new TlsEngine().setUseWorkerThread(true))
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                // One certificate for every name. With SNI on, Vert.x 5.0.7 keeps a context for each name that a client
                // asks for and a wildcard certificate covers, without bound (CVE-2026-6860).
                .setSni(false)
                .setInitialSettings(new Http2Settings()
                        .setPushEnabled(false)
                        .setMaxConcurrentStreams(MAX_CONCURRENT_STREAMS)
                        // The path is one of them.
                        .setMaxHeaderListSize(options.getMaxInitialLineLength() + options.getMaxHeaderSize()))
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_S)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setSslHandshakeTimeout(HANDSHAKE_WITHIN_S)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(VERSIONS));
        CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
    }

    /** The same with other credentials, for a server that runs. */
    static ServerSSLOptions with(Credentials credentials, ServerSSLOptions running) {
        return running.copy().setKeyCertOptions(credentials.options());
    }
}
