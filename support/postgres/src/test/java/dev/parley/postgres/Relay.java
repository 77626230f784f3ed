package dev.parley.postgres;

import static dev.parley.postgres.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A door to a server, which can be shut for a while, and behind which connections can die without a word. */
final class Relay implements AutoCloseable {
    private final AtomicInteger asked = new AtomicInteger();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private final PostgresConfig server;
    private final int refusals;
    private final NetClient client;
    private final NetServer door;

    /** @param refusals how many connections are ended as soon as they are made, before any is let through */
    Relay(Vertx vertx, PostgresConfig server, int refusals) {
        this.server = server;
        this.refusals = refusals;
        client = vertx.createNetClient();
        door = await(vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
    }

    private void connected(NetSocket socket) {
        if (asked.getAndIncrement() < refusals) {
            socket.close().onComplete(refused -> {});
            return;
        }
        socket.pause();
        client.connect(server.port(), server.host()).onSuccess(behind -> {
            sockets.addAll(List.of(socket, behind));
            socket.pipeTo(behind).onComplete(ended -> {});
            behind.pipeTo(socket).onComplete(ended -> {});
        });
    }

    /** How often somebody connected. */
    int connections() {
        return asked.get();
    }

    /** Nothing goes through the connections that there are, ever again, and they do not end. New ones work. */
    void forget() {
        sockets.forEach(socket -> socket.handler(lost -> {}).endHandler(ended -> {}));
    }

    /** The server, through this door. */
    PostgresConfig config(int poolSize) {
        return new PostgresConfig(
                "127.0.0.1", door.actualPort(), server.database(), server.user(), server.password(), poolSize);
    }

    @Override
    public void close() {
        await(door.close());
        await(client.close());
    }
}
