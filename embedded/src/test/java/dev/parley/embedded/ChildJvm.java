package dev.parley.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another JVM with the tests' class path, whose main class talks to the test line by line. */
final class ChildJvm implements AutoCloseable {

    /** Starting four servers on a busy machine; a child that says nothing for so long never will. */
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;

    private ChildJvm(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** @param prefix what runs the JVM, such as {@code runuser -u nobody --} */
    static ChildJvm start(List<String> prefix, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line the child prints, or "" when it has ended. */
    String nextLine() {
        return CompletableFuture.supplyAsync(this::readLine)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** SIGKILL: no hook, no finally, no goodbye. Returns when the process is gone. */
    void kill() throws InterruptedException {
        awaitEnd(process.destroyForcibly());
    }

    /** SIGTERM, as Ctrl-C or a service manager would. Returns when the process is gone. */
    void terminate() throws InterruptedException {
        // By its handle: Process.destroy() would also close what the child still has to say.
        if (!process.toHandle().destroy()) {
            throw new AssertionError("the child cannot be stopped");
        }
        awaitEnd(process);
    }

    int exitCode() throws InterruptedException {
        awaitEnd(process);
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String readLine() {
        try {
            String line = out.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the child does not end");
        }
    }
}
