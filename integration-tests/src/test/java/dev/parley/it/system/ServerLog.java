package dev.parley.it.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server prints: kept in a file, watched for the ready line and for what must never be there. */
public final class ServerLog {
    static final Path FOLDER = Repository.target().resolve("it-logs");

    private static final Pattern READY = Pattern.compile("Parley is ready at (https?://localhost:\\d+)");
    private static final Pattern BLOCKED = Pattern.compile("Thread .* has been blocked for \\d+ ms");
    private static final Pattern LEAK = Pattern.compile("LEAK: ");
    private static final Pattern UNORDERLY = Pattern.compile("uncaught in thread|stopping took too long");
    private static final int TAIL_LINES = 60;

    private final String name;
    private final Path file;
    private final Deque<String> tail = new ArrayDeque<>(); // guarded by this
    private final List<String> alarms = new ArrayList<>(); // guarded by this

    private ServerLog(String name) {
        this.name = name;
        this.file = FOLDER.resolve(name + ".log");
    }

    static ServerLog open(String name) {
        return new ServerLog(name);
    }

    /** Reads on a thread of its own until the process ends; {@code ready} fails if it ends before the ready line. */
    void follow(Process process, CompletableFuture<URI> ready) {
        var reader = new Thread(() -> copy(process, ready), "log-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void copy(Process process, CompletableFuture<URI> ready) {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                var out = Files.newBufferedWriter(file)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                keep(line);
                var match = READY.matcher(line);
                if (match.matches()) {
                    ready.complete(URI.create(match.group(1)));
                }
            }
        } catch (IOException e) {
            keep("log unreadable: " + e);
        } finally {
            ready.completeExceptionally(new IllegalStateException("the process ended"));
        }
    }

    private synchronized void keep(String line) {
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
        if (Stream.of(BLOCKED, LEAK, UNORDERLY)
                .anyMatch(alarm -> alarm.matcher(line).find())) {
            alarms.add(line);
        }
    }

    String name() {
        return name;
    }

    public synchronized String tail() {
        return String.join("\n", tail);
    }

    /** Blocked event loops, leaked buffers, uncaught failures, a stop that was given up: must stay empty, whatever clients do. */
    public synchronized List<String> alarms() {
        return List.copyOf(alarms);
    }

    /** Everything printed so far. */
    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
