package dev.parley.it.storm;

import dev.parley.it.client.Parley;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Clients by the thousand in one process: a socket each, and one thread for all of them, which owns everything that they
 * are. The doors' other client ({@code dev.parley.it.client.Connection}) has some 50 KiB of buffers.
 */
final class Swarm implements AutoCloseable {
    /** What the SDK gives a connection to be ready. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final WebSocketClient client;
    private final Parley parley;
    private volatile boolean closing; // nothing is begun any more

    Swarm(Parley parley) {
        this.parley = parley;
        // What is closed without the closing handshake is closed with RST: no port is left waiting.
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(Integer.MAX_VALUE)
                .setSoLinger(0));
    }

    /** Runs on the thread that owns the sockets; returns at once. */
    void run(Runnable work) {
        vertx.runOnContext(run -> work.run());
    }

    void later(long ms, Runnable work) {
        if (!closing) {
            vertx.setTimer(Math.max(1, ms), over -> work.run());
        }
    }

    /** @param firstMs until the first time */
    void every(long firstMs, long ms, Runnable work) {
        var unused = vertx.setPeriodic(Math.max(1, firstMs), ms, beat -> work.run());
    }

    /** @return complete when the server is ready for {@code accessToken}'s user; fails, the socket gone, if it is not in time */
    Future<LightSocket> connect(String accessToken) {
        var address = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(parley.baseUri().getPort())
                .setURI("/api/v1/ws")
                .setTimeout(PATIENCE.toMillis());
        return client.connect(address)
                .map(LightSocket::new)
                .compose(socket -> socket.request("auth", new JsonObject().put("token", accessToken))
                        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .map(reply -> ready(socket, reply))
                        .onFailure(cause -> socket.abort()));
    }

    private static LightSocket ready(LightSocket socket, JsonObject reply) {
        if (!reply.getString("type").equals("ready")) {
            throw new IllegalStateException("auth was answered " + reply.encode());
        }
        return socket;
    }

    @Override
    public void close() {
        closing = true;
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
