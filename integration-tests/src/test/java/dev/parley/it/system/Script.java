package dev.parley.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script as an operator does. */
public final class Script {
    private static final Duration DONE_WITHIN = Duration.ofMinutes(6);

    private Script() {}

    /** Runs {@code scripts/<name>} and returns what it printed; fails with that if it failed. */
    @CanIgnoreReturnValue
    public static String run(String name, List<String> arguments) {
        var ended = end(name, arguments);
        assertThat(ended.status).as("%s %s%n%s", name, arguments, ended.said).isZero();
        return ended.said;
    }

    /** Runs {@code scripts/<name>}, which has to refuse, and returns what it printed. */
    public static String refused(String name, List<String> arguments) {
        var ended = end(name, arguments);
        assertThat(ended.status).as("%s %s%n%s", name, arguments, ended.said).isNotZero();
        return ended.said;
    }

    private record Ended(int status, String said) {}

    private static Ended end(String name, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Repository.root().resolve("scripts").resolve(name).toString());
        command.addAll(arguments);
        var output = output(name);
        try {
            // Into a file: what the script leaves running inherits its output, which would never end.
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(DONE_WITHIN.toSeconds(), TimeUnit.SECONDS);
            var said = Files.readString(output);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            assertThat(ended)
                    .as("ended within %s: %s%n%s", DONE_WITHIN, command, said)
                    .isTrue();
            return new Ended(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Path output(String name) {
        try {
            return Files.createTempFile(Files.createDirectories(ServerLog.FOLDER), name + "-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
