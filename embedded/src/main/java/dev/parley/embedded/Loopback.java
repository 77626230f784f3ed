package dev.parley.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Ports and the only network the embedded servers are on. */
final class Loopback {

    /** IPv4 by number: "localhost" may mean ::1, or nothing at all in a bare container. */
    static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** A port nobody listens on at this moment. Another process may take it before it is used, so a failed bind is worth another try. */
    static int freePort() throws EmbeddedStartException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedStartException("no free port on " + HOST + ": " + e.getMessage(), e);
        }
    }

    static boolean isFree(int port) {
        return isFree(HOST, port);
    }

    /** Says in one line that somebody listens on the port already, before anything slow is begun. 0 is never taken. */
    static void refuseTakenPort(String host, int port) throws EmbeddedStartException {
        if (port != 0 && !isFree(host, port)) {
            throw new EmbeddedStartException("port " + port + " on " + host + " is in use or not allowed");
        }
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of a server that has just stopped are no obstacle
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code wanted} itself when it is free, a free one for 0. */
    static int choosePort(String server, int wanted) throws EmbeddedStartException {
        if (wanted == 0) {
            return freePort();
        }
        if (!isFree(wanted)) {
            throw portInUse(server, wanted, null);
        }
        return wanted;
    }

    static EmbeddedStartException portInUse(String server, int port, @Nullable Throwable cause) {
        return new EmbeddedStartException(server + ": port " + port + " on " + HOST + " is in use", cause);
    }
}
