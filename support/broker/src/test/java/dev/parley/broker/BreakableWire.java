package dev.parley.broker;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;

/** A way to a server on loopback that can be cut, held and mended: how tests take a store or a broker away. */
public final class BreakableWire {
    private final Vertx vertx;
    private final NetServer server;
    private final NetClient client;
    private final int target;
    private final Set<NetSocket> sockets = new HashSet<>(); // owned by the server's context
    private volatile boolean broken;
    private volatile boolean held;

    private BreakableWire(Vertx vertx, int target) {
        this.vertx = vertx;
        this.target = target;
        this.server = vertx.createNetServer();
        this.client = vertx.createNetClient();
    }

    public static Future<BreakableWire> to(Vertx vertx, int target) {
        var wire = new BreakableWire(vertx, target);
        return wire.server
                .connectHandler(wire::connected)
                .listen(0, "127.0.0.1")
                .map(listening -> wire);
    }

    public int port() {
        return server.actualPort();
    }

    /** Cuts every connection and refuses new ones until {@link #mend}. */
    public Future<Void> cut() {
        broken = true;
        return drop();
    }

    /** Cuts every connection; new ones are taken at once. */
    public Future<Void> drop() {
        Set<NetSocket> all;
        synchronized (sockets) {
            all = new HashSet<>(sockets);
        }
        return Future.join(all.stream().map(NetSocket::close).toList()).mapEmpty();
    }

    /** Lets nothing more through, in either direction, without closing anything; until {@link #mend}. */
    public void hold() {
        held = true;
        synchronized (sockets) {
            sockets.forEach(NetSocket::pause);
        }
    }

    public void mend() {
        broken = false;
        held = false;
        synchronized (sockets) {
            sockets.forEach(NetSocket::resume);
        }
    }

    private void connected(NetSocket near) {
        if (broken) {
            var unused = near.close();
            return;
        }
        near.pause();
        client.connect(target, "127.0.0.1").onComplete(far -> join(near, far), cause -> {
            var unused = near.close();
        });
    }

    private void join(NetSocket near, NetSocket far) {
        join(near, far, near);
        join(far, near, near);
        if (held) {
            far.pause();
        } else {
            near.resume();
        }
    }

    private void join(NetSocket from, NetSocket to, NetSocket owner) {
        synchronized (sockets) {
            sockets.add(from);
        }
        from.handler(data -> to.write(data).onFailure(cause -> owner.close()));
        from.closeHandler(closed -> {
            synchronized (sockets) {
                sockets.remove(from);
            }
            vertx.runOnContext(close -> to.close());
        });
    }

    public Future<Void> close() {
        return cut().compose(cut -> server.close()).compose(closed -> client.close());
    }
}
