package dev.parley.presence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import redis.embedded.RedisServer;

/** A Redis server of its own on a free port, in memory only, with a password of its own. */
final class RedisFixture implements AutoCloseable {
    private final int port = freePort();
    private final String password = UUID.randomUUID().toString();
    private RedisServer server;
    private long process; // its pid, which the library keeps to itself

    RedisFixture() {
        server = launch();
    }

    RedisConfig config() {
        return new RedisConfig("127.0.0.1", port, password, 0);
    }

    /** Stops it; what it knew is lost. */
    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the same port, empty. */
    void startAgain() {
        server = launch();
    }

    /** It keeps its connections and answers nothing, as a machine that hangs. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    @Override
    public void close() {
        stop();
    }

    private RedisServer launch() {
        try {
            var redis = RedisServer.newRedisServer()
                    .port(port)
                    .setting("requirepass " + password)
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            var before = children();
            redis.start();
            process = children().stream()
                    .filter(child -> !before.contains(child))
                    .findFirst()
                    .orElseThrow();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", name, Long.toString(process)).start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
