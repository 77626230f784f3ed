package dev.parley.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a set of roles on servers that are there already. */
@Command(name = "parley", mixinStandardHelpOptions = true, description = "Runs Parley's roles in this process.")
public final class Main implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final long START_WITHIN_S = 120;
    private static final long STOP_WITHIN_S = 30;

    @Option(names = "--roles", paramLabel = "LIST", description = "comma-separated, or all (default: all)")
    private String roles = "all";

    @Option(names = "--config", paramLabel = "FILE", description = "HOCON, JSON or properties")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any key of docs/configuration.md")
    private Map<String, String> set = new HashMap<>();

    public static void main(String[] args) {
        int status = new CommandLine(new Main()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** @return 0 while it runs on in its own threads; 1 after one line that says why it does not */
    @Override
    public Integer call() throws InterruptedException {
        try {
            var config = ParleyConfig.from(Settings.load(file, System.getenv(), set));
            var parley = Parley.start(config, Role.parse(roles), LOG::info)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_WITHIN_S, TimeUnit.SECONDS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parley), "parley-stop"));
            LOG.info("ready roles={}", roles);
            return 0;
        } catch (ConfigurationException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            return refuse(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (TimeoutException e) {
            return refuse("not ready within " + START_WITHIN_S + " s");
        }
    }

    private static int refuse(String why) {
        System.err.println("parley: " + why);
        return 1;
    }

    private static void stop(Parley parley) {
        try {
            parley.stop().toCompletionStage().toCompletableFuture().get(STOP_WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("stopping failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
