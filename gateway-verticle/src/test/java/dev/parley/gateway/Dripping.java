package dev.parley.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends a byte now and then, for as long as it is let. */
final class Dripping implements AutoCloseable {
    private static final int BETWEEN_MS = 20;

    /** Of drops: far more than any deadline of these tests lasts. */
    private static final int PATIENCE = 1_000;

    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    Dripping(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(BETWEEN_MS);
        socket.setTcpNoDelay(true);
    }

    /** Sends all of {@code text} at once. */
    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads until {@code text} has come. */
    void await(String text) throws IOException {
        for (int i = 0; i < PATIENCE && !text().contains(text); i++) {
            if (!readOn()) {
                break;
            }
        }
        if (!text().contains(text)) {
            throw new AssertionError("no " + text + " in " + text());
        }
    }

    /** Drips until the server ends the connection. @return all that it said */
    String untilClosed(char drop) throws IOException {
        for (int i = 0; i < PATIENCE; i++) {
            try {
                send(String.valueOf(drop));
                if (!readOn()) {
                    return text();
                }
            } catch (SocketException closed) {
                return text();
            }
        }
        throw new AssertionError("still open, after " + text());
    }

    /** @return false at the end */
    private boolean readOn() throws IOException {
        try {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return false;
            }
            read.write(next);
            read.writeBytes(
                    socket.getInputStream().readNBytes(socket.getInputStream().available()));
            return true;
        } catch (SocketTimeoutException nothingYet) {
            return true;
        }
    }

    private String text() {
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
