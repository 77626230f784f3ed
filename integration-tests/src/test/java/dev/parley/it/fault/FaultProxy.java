package dev.parley.it.fault;

import dev.parley.it.system.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server on loopback, on a port of its own that stays the same, and does to its connections what networks
 * and machines do. It begins by passing everything on; {@link #heal} brings that back.
 *
 * <p>It speaks no protocol: bytes go through in both directions, at most 16 KiB of each held here.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 1_000;
    private static final int BACKLOG = 512;

    private final Line line = new Line();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress target;
    private final int port;
    private @Nullable ServerSocket listener; // guarded by this
    private @Nullable Thread accepting; // guarded by this

    private FaultProxy(InetSocketAddress target, int port) {
        this.target = target;
        this.port = port;
    }

    /** @param port of the server, on the loopback address */
    public static FaultProxy before(int port) {
        // Not one of those that outgoing connections get: it must be free again after a cut.
        var proxy = new FaultProxy(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Integer.parseInt(Ports.free(1)));
        proxy.heal();
        return proxy;
    }

    /** Where clients connect to. */
    public int port() {
        return port;
    }

    /** How many connections there are, those that stand still included. */
    public int connections() {
        return connections.size();
    }

    /** Holds every chunk (what one read brings, at most 16 KiB) so long. */
    public void delay(Duration toServer, Duration toClient) {
        line.delay(toServer.toMillis(), toClient.toMillis());
    }

    /** Lets so many bytes through in a second, in each direction of each connection. */
    public void throttle(int bytesPerSecond) {
        line.throttle(bytesPerSecond);
    }

    /**
     * Half-open: nothing goes through any more and nobody is told. Connections stay, new ones are taken, nothing is read
     * from either side. After {@link #heal} all of them go on where they were.
     */
    public void stall() {
        line.stall();
    }

    /** Ends every connection with RST; new ones are served. */
    public void resetAll() {
        List.copyOf(connections).forEach(ProxiedConnection::reset);
    }

    /**
     * As when the server's machine is replaced without a word: what is connected stays so, and nothing goes through it ever
     * again; new connections are served.
     */
    public void forgetAll() {
        List.copyOf(connections).forEach(ProxiedConnection::forget);
    }

    /** New connections are refused; those that are there go on. */
    public synchronized void refuse() {
        if (listener == null || accepting == null) {
            return;
        }
        try {
            listener.close();
            accepting.join(); // as long as someone is in accept, the system takes connections on
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        listener = null;
        accepting = null;
    }

    /** No connection is left and none is taken. */
    public void cut() {
        refuse();
        resetAll();
    }

    /** Everything passes again, on the same port. */
    public synchronized void heal() {
        line.pass();
        if (listener == null) {
            listen();
        }
    }

    private synchronized void listen() {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            var thread = new Thread(() -> accept(opened), "fault-proxy-" + target.getPort());
            thread.setDaemon(true);
            thread.start();
            listener = opened;
            accepting = thread;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket on) {
        while (!on.isClosed()) {
            try {
                serve(on, on.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(ServerSocket from, Socket client) {
        var connection = new ProxiedConnection(client, target, line, connections::remove);
        connections.add(connection);
        // One that was taken while the listener closed, or one too many.
        if (from.isClosed() || connections.size() > MOST_CONNECTIONS) {
            connection.reset();
        } else {
            connection.start();
        }
    }

    @Override
    public void close() {
        cut();
        line.pass(); // lets go of the threads that hold something
    }
}
