package dev.parley.it.fault;

import dev.parley.it.fault.Line.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A client's connection and the one to the server behind it. What is between them is a buffer for each direction: a side
 * that does not read makes the other wait, as on one connection.
 */
final class ProxiedConnection {
    private static final int BUFFER = 16 * 1024;
    private static final int CONNECT_WITHIN_MS = 5_000;

    private final Socket client;
    private final Socket server = new Socket();
    private final InetSocketAddress target;
    private final Line line;
    private final Consumer<ProxiedConnection> ended;
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile boolean forgotten;
    private int open = 2; // directions; guarded by this

    /** @param ended told once both directions are over */
    ProxiedConnection(Socket client, InetSocketAddress target, Line line, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.target = target;
        this.line = line;
        this.ended = ended;
    }

    void start() {
        thread("to-server", () -> {
            line.awaitFlow();
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target, CONNECT_WITHIN_MS);
            thread("to-client", () -> pump(server, client, Direction.TO_CLIENT));
            pump(client, server, Direction.TO_SERVER);
        });
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void thread(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException broken) {
                        reset();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        reset();
                    }
                },
                "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Socket from, Socket to, Direction direction) throws IOException, InterruptedException {
        var buffer = new byte[BUFFER];
        var in = from.getInputStream();
        var out = to.getOutputStream();
        while (true) {
            line.awaitFlow();
            int read = in.read(buffer, 0, line.chunk(BUFFER));
            line.hold(direction, Math.max(0, read));
            if (forgotten) {
                gone.await();
                return;
            }
            if (read < 0) {
                to.shutdownOutput();
                directionEnded();
                return;
            }
            out.write(buffer, 0, read);
        }
    }

    private synchronized void directionEnded() {
        open--;
        if (open == 0) {
            close();
        }
    }

    /** Stays open, and nothing goes through it ever again. */
    void forget() {
        forgotten = true;
    }

    /** Both ends hear that the other one is gone (RST), at once. */
    void reset() {
        gone.countDown();
        abort(client);
        abort(server);
        ended.accept(this);
    }

    private static void abort(Socket socket) {
        try {
            if (socket.isConnected()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException alreadyGone) {
            // which is what was wanted
        }
    }

    private void close() {
        try {
            client.close();
            server.close();
        } catch (IOException alreadyGone) {
            // which is what was wanted
        }
        ended.accept(this);
    }
}
