package dev.parley.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** Runs one of the repository's scripts to its end. */
public final class Script {
    /** @param output standard output and error, as they came */
    public record Done(int status, String output) {}

    private Script() {}

    public static Done run(String script, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), script, arguments);
    }

    /** @param environment beside what this process has */
    public static Done run(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        var path = ComposeFile.ROOT.resolve(script).toString();
        var builder = new ProcessBuilder(
                        Stream.concat(Stream.of(path), Stream.of(arguments)).toList())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), output);
    }
}
