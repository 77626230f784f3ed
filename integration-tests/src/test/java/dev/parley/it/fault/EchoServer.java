package dev.parley.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Says back what it hears, a thread for each connection. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Thread accepting;
    private final AtomicLong heard = new AtomicLong();

    EchoServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting = thread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many bytes have come. */
    long heard() {
        return heard.get();
    }

    private void accept() throws IOException {
        while (true) {
            var socket = listener.accept();
            var unused = thread(() -> echo(socket));
        }
    }

    private void echo(Socket socket) throws IOException {
        try (socket) {
            var buffer = new byte[8_192];
            var in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                heard.addAndGet(read);
                socket.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread thread(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // by the other side, or by close
                    }
                },
                "echo");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        try {
            listener.close();
            accepting.join(); // as long as someone is in accept, the system takes connections on
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
