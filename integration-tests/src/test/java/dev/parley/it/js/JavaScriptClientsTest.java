package dev.parley.it.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Parley;
import dev.parley.it.system.Repository;
import dev.parley.it.system.SharedParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The official event-bus and SockJS clients, {@code ws} and the project's own SDK, in Node: {@code src/test/js}, each of
 * its tests one of these. {@code PARLEY_PROPERTY_RUNS} in the environment asks for more runs of the property test there.
 */
@ExtendWith(SharedParley.class)
@Isolated // two dozen devices at once
class JavaScriptClientsTest {
    private static final Path SOURCES = Repository.root().resolve("integration-tests/src/test/js");
    private static final Path WORK = Repository.target().resolve("js");
    private static final Pattern RESULT = Pattern.compile("(?m)^(not ok|ok) \\d+ - (.*?)(?: # (SKIP|TODO).*)?$");
    private static final int MINUTES = 4;

    /** More runs of the property than its own default have no limit here; the property has one of its own. */
    private static final int MINUTES_IF_ASKED_FOR_MORE = 240;

    private static final int BEYOND_BOTH = 300;

    @TestFactory
    @Timeout(value = BEYOND_BOTH, unit = TimeUnit.MINUTES) // the processes have limits of their own
    Stream<DynamicTest> clients(Parley parley) throws IOException {
        copySources();
        run(List.of("npm", "ci", "--no-fund", "--no-audit"), Map.of());
        var output = run(
                List.of("node", "--test", "--test-reporter=tap"),
                Map.of(
                        "PARLEY_URL", parley.baseUri().toString(),
                        "PARLEY_SDK", Repository.root().resolve("clients/js").toString()));
        var results = RESULT.matcher(output)
                .results()
                .map(result -> dynamicTest(
                        result.group(2),
                        () -> assertThat(result.group(1) + (result.group(3) == null ? "" : result.group(3)))
                                .as(output)
                                .isEqualTo("ok")))
                .toList();
        assertThat(results).as(output).hasSizeGreaterThanOrEqualTo(15);
        return results.stream();
    }

    private static void copySources() throws IOException {
        Files.createDirectories(WORK);
        try (var files = Files.list(SOURCES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, WORK.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @CanIgnoreReturnValue
    private static String run(List<String> command, Map<String, String> environment) throws IOException {
        var log = WORK.resolve(command.get(0) + ".log");
        var builder = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var process = start(builder);
        try {
            assertThat(process.waitFor(minutes(), TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
        var output = Files.readString(log);
        // A failing test is reported by name; npm has none.
        assertThat(command.get(0).equals("npm") ? process.exitValue() : 0)
                .as(output)
                .isZero();
        return output;
    }

    private static int minutes() {
        return System.getenv("PARLEY_PROPERTY_RUNS") == null ? MINUTES : MINUTES_IF_ASKED_FOR_MORE;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    builder.command().get(0) + " is needed: install Node.js 20 or newer with npm"
                            + " (on Debian or Ubuntu: sudo apt-get install nodejs npm)",
                    e);
        }
    }
}
