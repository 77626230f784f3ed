package dev.parley.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes to and from the server, for requests that no client library would send. */
final class RawHttp {
    private static final int PATIENCE_MS = 10_000;

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    record Reply(String text) {
        int statusCode() {
            return text.matches("(?s)HTTP/1\\.[01] \\d{3} .*") ? Integer.parseInt(text.substring(9, 12)) : -1;
        }
    }

    Reply get(String target) {
        return exchange("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    /** Sends {@code request} and reads until the server closes. */
    Reply exchange(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new Reply(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
