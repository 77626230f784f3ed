package dev.parley.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A whole Parley, embedded servers and all, in a JVM of its own: the same class and the same flags as {@code
 * scripts/start}. Whoever starts one closes it.
 */
public final class ParleyProcess implements Installation {
    /** Ready within 15 s on an idle machine; here others may use the same two cores. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(150);

    private static final String READY_FILE = "ready.json";

    private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);

    private final Path data;
    private final ServerLog log;
    private final Process process;
    private final URI baseUri;

    private ParleyProcess(Path data, ServerLog log, Process process, URI baseUri) {
        this.data = data;
        this.log = log;
        this.process = process;
        this.baseUri = baseUri;
    }

    /**
     * Starts a server and returns once it says that it is ready.
     *
     * @param name of its log file, {@code target/it-logs/<name>.log}
     * @param data the data folder, made if it is missing
     * @param port the port to listen on, 0 for any free one
     * @param settings configuration keys that differ from the defaults
     */
    public static ParleyProcess start(String name, Path data, int port, Map<String, String> settings) {
        var log = ServerLog.open(name);
        var process = launch(command(data, port, settings));
        var ready = new CompletableFuture<URI>();
        log.follow(process, ready);
        try {
            return new ParleyProcess(data, log, process, ready.get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            endTree(process);
            throw new AssertionError("Parley did not become ready. The end of its log:\n" + log.tail(), e);
        }
    }

    /** As {@link #start(String, Path, int, Map)}, on any free port. */
    public static ParleyProcess start(String name, Path data, Map<String, String> settings) {
        return start(name, data, 0, settings);
    }

    /**
     * Starts every role in one process, on servers that are there already.
     *
     * @param config what {@code scripts/services} wrote about them
     * @param settings configuration keys over those of {@code config}
     */
    public static ParleyProcess onServers(String name, Path data, Path config, Map<String, String> settings) {
        var log = ServerLog.open(name);
        var readyFile = data.resolve(READY_FILE);
        var process = launch(command(readyFile, config, settings));
        log.follow(process, new CompletableFuture<>());
        try {
            Await.until("it is ready or has ended", READY_WITHIN, () -> Files.exists(readyFile) || !process.isAlive());
        } catch (AssertionError late) { // which is said below
            endTree(process);
        }
        if (!Files.exists(readyFile)) {
            throw new AssertionError("Parley did not become ready. The end of its log:\n" + log.tail());
        }
        return new ParleyProcess(
                data,
                log,
                process,
                URI.create("http://localhost:" + read(readyFile).getInteger("port")));
    }

    /** Where operators are served, of a process {@link #onServers}. */
    public URI management() {
        return URI.create(read(data.resolve(READY_FILE)).getString("management"));
    }

    public long pid() {
        return process.pid();
    }

    private static JsonObject read(Path file) {
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI baseUri() {
        return baseUri;
    }

    @Override
    public Path data() {
        return data;
    }

    /** Of its log file. */
    public String name() {
        return log.name();
    }

    public ServerLog log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The crash: SIGKILL for the JVM. Its PostgreSQL and Redis live on, for the next start to deal with. */
    public void kill9() {
        process.destroyForcibly();
        Await.until("the killed JVM is gone", ENDED_WITHIN, () -> !process.isAlive());
    }

    /** The orderly end: SIGTERM, after which no child process may be left. */
    public void stop() {
        var children = process.descendants().toList();
        process.toHandle().destroy(); // Process::destroy would close its output, and what it says at the end be lost
        Await.until("SIGTERM ends the JVM", ENDED_WITHIN, () -> !process.isAlive());
        assertThat(children.stream().filter(ProcessHandle::isAlive))
                .as("child processes that outlived SIGTERM")
                .isEmpty();
    }

    /** Ends what is still there, and asserts that ending was orderly if nobody ended it before. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        try {
            stop();
        } finally {
            endTree(process);
        }
    }

    /** Ends the orphans of a killed server, found by the data folder on their command lines. */
    public static void endOrphans(Path data) {
        var folder = data.toAbsolutePath().toString();
        ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains(folder))
                .filter(handle -> handle.pid() != ProcessHandle.current().pid())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> command(Path data, int port, Map<String, String> settings) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.flags());
        command.addAll(List.of("-cp", JvmFlags.serverClassPath(), "dev.parley.embedded.Main"));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    private static List<String> command(Path readyFile, Path config, Map<String, String> settings) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.flags());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of("-cp", JvmFlags.serverClassPath(), "dev.parley.launcher.Main", "--roles", "all"));
        command.addAll(List.of("--config", config.toString(), "--ready-file", readyFile.toString()));
        command.addAll(List.of("--set", "gateway.port=0", "--set", "management.port=0"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    private static Process launch(List<String> command) {
        try {
            Files.createDirectories(ServerLog.FOLDER);
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void endTree(Process process) {
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
