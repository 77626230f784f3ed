package dev.parley.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * A process of its own that runs the embedded servers, so that tests can kill it. Says {@code ready} or {@code refused: <why>}, then
 * {@code written} when it was given something to write; writes {@code last words} when it is told to stop, and ends in order when its standard input does.
 */
public final class ServersProcess {

    /** Enough to take a while: a server that leaves early would be missed. */
    private static final int LAST_WORDS = 10;

    private ServersProcess() {}

    /** Arguments: the data folder, and optionally a value that is written into each server. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedServers servers =
                EmbeddedServers.start(Path.of(arguments[0]), TestFolders.BINARIES, false, System.err::println)) {
            long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
            System.err.println("all four ready " + uptime + " ms after JVM start");
            System.out.println("ready");
            if (arguments.length > 1) {
                try (Probe probe = new Probe(servers.connections())) {
                    probe.write(arguments[1]);
                }
                System.out.println("written");
                servers.beforeStop(() -> writeLastWords(servers, arguments[1]));
            }
            while (System.in.read() >= 0) {
                // until the test closes it
            }
        } catch (EmbeddedStartException e) {
            System.out.println("refused: " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    /** As the verticles do when they are told to stop: they still finish what is in flight. */
    private static void writeLastWords(EmbeddedServers servers, String value) {
        try (Probe probe = new Probe(servers.connections())) {
            for (int i = 0; i < LAST_WORDS; i++) {
                probe.write(value + "-last-" + i);
            }
            System.out.println("last words written");
        }
    }
}
