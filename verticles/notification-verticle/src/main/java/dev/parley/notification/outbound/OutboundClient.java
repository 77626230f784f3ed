package dev.parley.notification.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP with services that we do not know; uses no proxy and follows no redirects. */
public final class OutboundClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** What a service says in its answer's body is of no use; how long it may go on, and how many bytes. */
    private static final Duration BODY = Duration.ofSeconds(5);

    private static final long BODY_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient tls;
    private final HttpClient plain;
    private final long timeoutMs;

    /** @param connections to one service at most */
    public OutboundClient(Vertx vertx, int connections, Duration timeout) {
        this.vertx = vertx;
        this.timeoutMs = timeout.toMillis();
        var options = new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setIdleTimeout((int) IDLE.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        // RFC 8030 section 2: HTTP/2 is what push services speak, though most take HTTP/1.1 as well, as others may not
        // speak it.
        this.tls = vertx.createHttpClient(
                new HttpClientOptions(options).setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2),
                pool(connections));
        this.plain = vertx.createHttpClient(options, pool(connections));
    }

    private static PoolOptions pool(int connections) {
        return new PoolOptions().setHttp1MaxSize(connections).setHttp2MaxSize(2).setMaxWaitQueueSize(2 * connections);
    }

    /**
     * @param address where to connect to, whatever the endpoint's name means by now
     * @return what it answered; fails if nothing came within the timeout
     */
    public Future<Response> post(Endpoint endpoint, InetAddress address, Map<String, String> headers, Buffer body) {
        var uri = endpoint.uri();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), address.getHostAddress()))
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.isTls())
                .setURI(path(uri));
        headers.forEach(options::putHeader);
        var held = new AtomicReference<@Nullable HttpClientRequest>();
        var over = new AtomicBoolean();
        return (endpoint.isTls() ? tls : plain)
                .request(options)
                .compose(request -> {
                    held.set(request);
                    if (over.get()) {
                        request.reset();
                        return Future.failedFuture("too late");
                    }
                    return request.send(body);
                })
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .onFailure(cause -> {
                    over.set(true);
                    reset(held.get());
                })
                .map(response -> {
                    drain(response);
                    return new Response(response.statusCode(), response.getHeader("Retry-After"));
                });
    }

    private static String path(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private void drain(HttpClientResponse response) {
        long timer = vertx.setTimer(BODY.toMillis(), endless -> reset(response.request()));
        var read = new AtomicLong();
        response.handler(some -> {
            if (read.addAndGet(some.length()) > BODY_BYTES) {
                reset(response.request());
            }
        });
        response.exceptionHandler(cut -> vertx.cancelTimer(timer));
        response.endHandler(ended -> vertx.cancelTimer(timer));
    }

    private static void reset(@Nullable HttpClientRequest request) {
        if (request != null) {
            request.reset();
        }
    }

    public Future<Void> close() {
        return Future.join(tls.close(), plain.close()).mapEmpty();
    }

    /** @param retryAfter the header, as it came */
    public record Response(int status, @Nullable String retryAfter) {}
}
