package dev.parley.it.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Ports that nobody listens on. */
public final class Ports {
    // Below those that the system gives to whoever connects, with room for what RabbitMQ takes 10,000 above.
    private static final int FROM = 12_000;
    private static final int TO = 20_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /** The first of {@code count} in a row, as an argument. */
    public static String free(int count) {
        var random = new Random();
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = FROM + random.nextInt(TO - FROM);
            if (areFree(first, count)) {
                return Integer.toString(first);
            }
        }
        throw new AssertionError("no free ports");
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
