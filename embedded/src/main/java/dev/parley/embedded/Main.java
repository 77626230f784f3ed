package dev.parley.embedded;

import dev.parley.launcher.ConfigurationException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All of Parley in one process, on servers of its own: what {@code scripts/start} runs. */
@Command(name = "scripts/start", mixinStandardHelpOptions = true, description = "Runs all of Parley on this machine.")
public final class Main implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", description = "where clients connect (default: 8080; 0: any free one)")
    private @Nullable Integer port;

    @Option(names = "--host", paramLabel = "H", description = "the address to listen on (default: 127.0.0.1)")
    private @Nullable String host;

    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: ./data)")
    private Path data = Path.of("data");

    @Option(names = "--fresh", description = "begin with empty data")
    private boolean fresh;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any key of docs/configuration.md")
    private Map<String, String> set = new HashMap<>();

    public static void main(String[] args) {
        int status = new CommandLine(new Main()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** @return 0 while Parley runs on in its own threads; 1 after one line that says why it does not */
    @Override
    public Integer call() {
        try {
            var parley = EmbeddedParley.start(folder(), fresh, settings(), line -> System.out.println("  " + line));
            System.out.printf(
                    Locale.ROOT,
                    "Parley is ready at %s://localhost:%d%n  after %.1f s; data in %s; Ctrl-C stops it%n",
                    parley.scheme(),
                    parley.port(),
                    sinceJvmStart().toMillis() / 1000.0,
                    data);
            return 0;
        } catch (EmbeddedStartException | ConfigurationException e) {
            System.err.println("scripts/start: " + e.getMessage());
            return 1;
        }
    }

    private Map<String, String> settings() {
        var settings = new HashMap<>(set);
        if (port != null) {
            settings.put("gateway.port", port.toString());
        }
        if (host != null) {
            settings.put("gateway.host", host);
        }
        return settings;
    }

    /** Relative to where the user stands: the script runs the JVM in the repository's root. */
    private Path folder() {
        var from = Objects.requireNonNullElse(System.getenv("PARLEY_INVOKED_FROM"), "");
        return data.equals(Path.of("data")) ? data : Path.of(from).resolve(data);
    }

    private static Duration sinceJvmStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }
}
