package dev.parley.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis, as a child process. Its program comes from the embedded-redis jar; the process is ours, because that library writes the
 * password to a temporary file and stops the server from a shutdown hook of its own, before those who still need it.
 */
final class EmbeddedRedisServer implements EmbeddedServer<RedisEndpoint> {

    static final String PID_NAME = "redis";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedisServer.class);

    /** Loading a large append-only file takes its time; a Redis that is not there after this will not come. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    /** Tries at a free port, which another process may take before Redis does. */
    private static final int PORT_ATTEMPTS = 3;

    /**
     * A program that was just unpacked cannot be run (ETXTBSY) while a process that another thread forked meanwhile has it open for
     * writing, which is until that one runs its own program.
     */
    private static final String BUSY = "Text file busy";

    private static final int BUSY_ATTEMPTS = 50;
    private static final Duration BUSY_PAUSE = Duration.ofMillis(100);

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final DataFolder data;
    private final Secret password;
    private final OrphanReaper reaper;
    private final int wantedPort;

    private @Nullable Process process; // guarded by this
    private @Nullable RedisEndpoint endpoint; // guarded by this

    /** @param port 0 for a free one */
    EmbeddedRedisServer(DataFolder data, Secret password, OrphanReaper reaper, int port) {
        this.data = data;
        this.password = password;
        this.reaper = reaper;
        this.wantedPort = port;
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public synchronized void start() throws EmbeddedStartException {
        Path program = RedisBinary.unpack(data.binaries());
        for (int attempt = 1; ; attempt++) {
            int port = Loopback.choosePort(name(), wantedPort);
            try {
                launch(program, port);
                endpoint = new RedisEndpoint(Loopback.HOST, port, password);
                return;
            } catch (EmbeddedStartException e) {
                stop();
                if (String.valueOf(e.getMessage()).contains(BUSY) && attempt < BUSY_ATTEMPTS) {
                    pause(BUSY_PAUSE);
                } else if (attempt >= PORT_ATTEMPTS || wantedPort != 0 || Loopback.isFree(port)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public synchronized void stop() {
        RedisEndpoint ready = endpoint;
        Process running = process;
        endpoint = null;
        process = null;
        if (running == null) {
            return;
        }
        if (ready != null) {
            askToShutDown(ready.port());
        } else {
            running.destroy();
        }
        if (!ended(running)) {
            running.destroyForcibly();
        }
        if (ended(running)) {
            reaper.forget(PID_NAME);
        } else {
            LOG.warn("Redis does not end pid={}", running.pid());
        }
    }

    @Override
    public synchronized RedisEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("Redis is not running");
        }
        return endpoint;
    }

    private void launch(Path program, int port) throws EmbeddedStartException {
        try {
            ServerLog log = ServerLog.begin(data.logs(), PID_NAME);
            Process child = new ProcessBuilder(command(program, port))
                    .directory(data.redis().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.file().toFile())
                    .start();
            process = child;
            reaper.record(PID_NAME, child.toHandle());
            // By standard input, so that the password is in no file and in no list of processes.
            try (OutputStream in = child.getOutputStream()) {
                in.write(configuration().getBytes(StandardCharsets.UTF_8));
            } catch (IOException ended) {
                LOG.debug("Redis ended at once, its log says why cause={}", ended.getMessage());
            }
            awaitPong(child, port, log);
        } catch (IOException e) {
            throw new EmbeddedStartException("Redis: " + e.getMessage(), e);
        }
    }

    /** In a session of its own where that can be had: a Ctrl-C is for Parley, which stops Redis when nobody needs it any more. */
    private List<String> command(Path program, int port) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(program.toString(), "-"));
        // The data folder on the command line is how the reaper knows its own.
        command.addAll(List.of("--dir", data.redis().toString(), "--port", Integer.toString(port)));
        return command;
    }

    private String configuration() {
        List<String> lines = new ArrayList<>(List.of(
                "bind " + Loopback.HOST,
                "requirepass " + password.value(),
                "appendonly yes",
                "appendfsync everysec",
                // The append-only file keeps everything; snapshots beside it would only cost.
                "save \"\"",
                "maxclients 1000",
                "databases 1"));
        if (!WINDOWS) {
            lines.add("set-proc-title no"); // keeps the command line readable; the Windows server is too old to know it
        }
        return String.join("\n", lines) + "\n";
    }

    private void awaitPong(Process child, int port, ServerLog log) throws EmbeddedStartException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        String last = "it did not answer";
        while (System.nanoTime() < deadline) {
            if (!child.isAlive()) {
                throw new EmbeddedStartException("Redis: "
                        + log.lastLineWith(
                                        "Could not",
                                        "Bad file format",
                                        "FATAL",
                                        "Fatal",
                                        "Can't",
                                        "error",
                                        "No such",
                                        BUSY)
                                .orElse("it ended with exit code " + child.exitValue())
                        + " (see " + log.file() + ")");
            }
            try (RedisConnection redis = RedisConnection.open(port, password)) {
                last = redis.ask("PING");
                if (last.equals("+PONG")) {
                    return;
                }
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            pause(POLL);
        }
        throw new EmbeddedStartException(
                "Redis: not ready after " + START_PATIENCE.toSeconds() + " s: " + last + " (see " + log.file() + ")");
    }

    /** By its own command: Windows has no signal that would let Redis write its last second down. */
    private void askToShutDown(int port) {
        try (RedisConnection redis = RedisConnection.open(port, password)) {
            LOG.warn("Redis refuses to shut down reply={}", redis.ask("SHUTDOWN"));
        } catch (IOException e) {
            // As it should be: Redis closes the connection when it goes.
            LOG.debug("Redis went port={}", port);
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static void pause(Duration length) throws EmbeddedStartException {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("Redis: interrupted while starting", e);
        }
    }
}
