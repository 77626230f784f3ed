package dev.parley.it.fault;

import dev.parley.it.client.Await;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Ports;
import dev.parley.it.system.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The real servers, as {@code scripts/services} runs them: on ports and in a folder of their own. */
public final class Services implements AutoCloseable {
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);
    private static final int TURNS = 3;

    private final Path data;

    private Services(Path data) {
        this.data = data;
    }

    public static Services start(Path data) {
        var services = new Services(data);
        var arguments = new ArrayList<String>();
        for (var server : Server.values()) {
            arguments.addAll(List.of("--" + server.service() + "-port", Ports.free(1)));
        }
        try {
            services.up(arguments);
            return services;
        } catch (AssertionError e) {
            services.close();
            throw e;
        }
    }

    /** Asked again it waits on, for what has begun to start: a busy machine takes RabbitMQ longer than one turn. */
    private void up(List<String> ports) {
        for (int turn = 1; ; turn++) {
            try {
                System.out.print(script("up", turn == 1 ? ports : List.of()));
                return;
            } catch (AssertionError late) {
                if (turn == TURNS) {
                    throw late;
                }
            }
        }
    }

    private String script(String action, List<String> more) {
        var arguments = new ArrayList<>(List.of(action, "--data", data.toString()));
        arguments.addAll(more);
        return Script.run("services", arguments);
    }

    /** What Parley has to know of them. */
    public Path config() {
        return folder().resolve("parley.conf");
    }

    private Path folder() {
        return data.resolve("services");
    }

    int port(Server server) {
        return Integer.parseInt(word(folder().resolve("ports"), server.service() + " "));
    }

    /** Starts those that do not run, on the same ports and data; returns when they answer. */
    void up() {
        up(List.of());
    }

    /** SIGSTOP: it stands still, its connections with it, and its kernel takes new ones. */
    void freeze(Server server) {
        signal(server, "STOP");
    }

    void thaw(Server server) {
        signal(server, "CONT");
    }

    /** SIGKILL for it and all of its processes, as when its machine loses power. */
    void kill9(Server server) {
        var process = ProcessHandle.of(pid(server)).orElseThrow();
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process);
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        Await.until(server + " is gone", GONE_WITHIN, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void signal(Server server, String signal) {
        try {
            var pids = new ArrayList<>(List.of(pid(server)));
            ProcessHandle.of(pid(server)).orElseThrow().descendants().forEach(child -> pids.add(child.pid()));
            var command = new ArrayList<>(List.of("kill", "-" + signal));
            pids.forEach(pid -> command.add(Long.toString(pid)));
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            // A child may have ended meanwhile.
            if (status != 0 && ProcessHandle.of(pid(server)).isEmpty()) {
                throw new AssertionError("kill -" + signal + " of " + server + ": " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private long pid(Server server) {
        return Long.parseLong(word(folder().resolve("run").resolve(server.service() + ".pid"), ""));
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
            var unused = script("down", List.of());
        } finally {
            ParleyProcess.endOrphans(data);
        }
    }
}
