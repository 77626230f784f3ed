package dev.parley.gateway;

import dev.parley.gateway.upstream.Access;
import dev.parley.gateway.upstream.HealthCheck;
import dev.parley.gateway.upstream.IdentitySecret;
import dev.parley.gateway.upstream.ServerAddress;
import dev.parley.gateway.upstream.UpstreamConfig;
import dev.parley.gateway.upstream.UpstreamLimits;
import dev.parley.gateway.upstream.UpstreamRoute;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real HTTP server for upstreams of tests, of a Vert.x of its own, as another process would be. */
final class Backend implements AutoCloseable {
    /** How many requests came. */
    final AtomicInteger requests = new AtomicInteger();

    final Vertx vertx;
    private final HttpServer server;

    private Backend(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    static Backend answering(Handler<HttpServerRequest> handler) {
        return answering(0, new HttpServerOptions(), handler);
    }

    static Backend answering(int port, HttpServerOptions options, Handler<HttpServerRequest> handler) {
        var vertx = Vertx.vertx();
        var server = vertx.createHttpServer(options);
        var backend = new Backend(vertx, server);
        server.requestHandler(request -> {
                    backend.requests.incrementAndGet();
                    handler.handle(request);
                })
                .listen(port, "127.0.0.1")
                .await();
        return backend;
    }

    /** Answers with what it was asked, one header a line. */
    static Backend echoing() {
        return answering(request -> {
            var text = new StringBuilder(request.method() + " " + request.uri() + "\n");
            request.headers()
                    .forEach((name, value) -> text.append(name.toLowerCase(Locale.ROOT))
                            .append(": ")
                            .append(value)
                            .append('\n'));
            request.body().onSuccess(body -> request.response().end(text + "\n" + body));
        });
    }

    static Backend saying(String text) {
        return answering(request -> request.response().end(text));
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        try {
            vertx.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** A port that nobody listens at. */
    static int nobody() {
        try (var backend = saying("")) {
            return backend.port();
        }
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** How tests write an upstream: what is not said is the default. */
    static final class Described {
        private final String name;
        private List<ServerAddress> addresses;
        private UpstreamRoute route;
        private boolean keepHost = true;
        private @Nullable Path caFile;
        private Access access = Access.PUBLIC;
        private @Nullable IdentitySecret secret;
        private Duration timeout = UpstreamLimits.DEFAULTS.timeout();
        private int retries = UpstreamLimits.DEFAULTS.retries();
        private int places = UpstreamLimits.DEFAULTS.requests();
        private int bodyBytes = UpstreamLimits.DEFAULTS.bodyBytes();
        private HealthCheck health = HealthCheck.PASSIVE;

        private Described(String name, List<ServerAddress> addresses) {
            this.name = name;
            this.addresses = addresses;
            this.route = new UpstreamRoute("", "/" + name, false);
        }

        Described at(String host, String path) {
            route = new UpstreamRoute(host, path, false);
            return this;
        }

        Described stripped() {
            route = new UpstreamRoute(route.host(), route.path(), true);
            return this;
        }

        Described withOwnHost() {
            keepHost = false;
            return this;
        }

        Described overTls(Path authority) {
            caFile = authority;
            addresses = addresses.stream()
                    .map(one -> new ServerAddress("localhost", one.port(), true))
                    .toList();
            return this;
        }

        Described access(Access who) {
            access = who;
            return this;
        }

        Described secret(String text) {
            secret = IdentitySecret.of(text);
            return this;
        }

        Described timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        Described retries(int more) {
            retries = more;
            return this;
        }

        Described places(int atOnce) {
            places = atOnce;
            return this;
        }

        Described bodyBytes(int max) {
            bodyBytes = max;
            return this;
        }

        Described health(HealthCheck how) {
            health = how;
            return this;
        }

        UpstreamConfig config() {
            var limits = new UpstreamLimits(Duration.ofSeconds(2), timeout, retries, places, bodyBytes);
            return new UpstreamConfig(name, route, keepHost, addresses, caFile, access, secret, limits, health);
        }
    }

    static Described upstream(String name, Backend... backends) {
        return upstream(name, Stream.of(backends).mapToInt(Backend::port).toArray());
    }

    static Described upstream(String name, int... ports) {
        return new Described(
                name,
                Arrays.stream(ports)
                        .mapToObj(port -> new ServerAddress("127.0.0.1", port, false))
                        .toList());
    }
}
