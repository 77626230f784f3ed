package dev.parley.it.system;

import dev.parley.it.client.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The real servers, as {@code scripts/services} runs them: on ports and in a folder of their own. */
public final class Services implements AutoCloseable {
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);
    private static final int TURNS = 3;

    private final Path data;

    private Services(Path data) {
        this.data = data;
    }

    /** Starts all of them in {@code data}, which is empty. */
    public static Services start(Path data) {
        var services = new Services(data);
        var arguments = new ArrayList<String>();
        for (var server : Server.values()) {
            arguments.addAll(List.of("--" + server.service() + "-port", Ports.free(1)));
        }
        try {
            services.up(arguments);
            return services;
        } catch (AssertionError | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    /** Asked again it waits on, for what has begun to start: a busy machine takes RabbitMQ longer than one turn. */
    private void up(List<String> arguments) {
        for (int turn = 1; ; turn++) {
            try {
                script("up", arguments);
                return;
            } catch (AssertionError late) {
                if (turn == TURNS) {
                    throw late;
                }
            }
        }
    }

    private void script(String action, List<String> more) {
        var arguments = new ArrayList<>(List.of(action, "--data", data.toString()));
        arguments.addAll(more);
        Script.run("services", arguments);
    }

    /** What Parley has to know of them. */
    public Path config() {
        return folder().resolve("parley.conf");
    }

    private Path folder() {
        return data.resolve("services");
    }

    public int port(Server server) {
        return Integer.parseInt(word(folder().resolve("ports"), server.service() + " "));
    }

    /** Starts one that has ended, on the same port and data; returns when it answers. */
    public void up(Server server) {
        up(List.of("--only", server.service()));
    }

    /** SIGSTOP: it stands still, its connections with it, and its kernel takes new ones. */
    public void freeze(Server server) {
        signal(server, "STOP");
    }

    public void thaw(Server server) {
        signal(server, "CONT");
    }

    /** SIGKILL for it and all of its processes, as when its machine loses power. */
    public void kill9(Server server) {
        var all = processes(process(server)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Await.until(server + " is gone", GONE_WITHIN, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void signal(Server server, String signal) {
        var process = process(server);
        var pids = processes(process).map(ProcessHandle::pid).toList();
        // A child may have ended meanwhile.
        if (!Signals.send(signal, pids) && !process.isAlive()) {
            throw new AssertionError("kill -" + signal + ": no " + server);
        }
    }

    private ProcessHandle process(Server server) {
        var pid = word(folder().resolve("run").resolve(server.service() + ".pid"), "");
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Itself and its children, which PostgreSQL and RabbitMQ have. */
    private static Stream<ProcessHandle> processes(ProcessHandle server) {
        return Stream.concat(Stream.of(server), server.descendants());
    }

    /** The first word after {@code prefix} of the line that begins with it. */
    private static String word(Path file, String prefix) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).split(" ", -1)[0])
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + prefix + "in " + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            script("down", List.of());
        } finally {
            ParleyProcess.endOrphans(data);
        }
    }
}
