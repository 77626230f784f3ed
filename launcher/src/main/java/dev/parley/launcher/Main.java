package dev.parley.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a set of roles on servers that are there already. */
@Command(name = "parley", mixinStandardHelpOptions = true, description = "Runs Parley's roles in this process.")
public final class Main implements Callable<Integer> {
    @Option(names = "--roles", paramLabel = "LIST", description = "comma-separated, or all: node.roles")
    private @Nullable String roles;

    @Option(names = "--name", paramLabel = "N", description = "of this process among the cluster's: node.name")
    private @Nullable String name;

    @Option(names = "--instances", paramLabel = "K", description = "verticles of each role: node.instances")
    private @Nullable String instances;

    @Option(names = "--config", paramLabel = "FILE", description = "HOCON, JSON or properties")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any key of docs/configuration.md")
    private Map<String, String> set = new HashMap<>();

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "written when everything serves, deleted by an orderly stop")
    private @Nullable Path readyFile;

    public static void main(String[] args) {
        int status = new CommandLine(new Main()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** @return 1 after one line that says why it does not serve; else it runs until the process is ended */
    @Override
    public Integer call() throws InterruptedException {
        try {
            var settings = Settings.load(file, System.getenv(), overrides());
            var node = new Node(() -> ParleyConfig.from(settings), new ReadyFile(readyFile));
            node.start();
            Runtime.getRuntime().addShutdownHook(new Thread(node::end, "parley-stop"));
            node.watch();
            return 0;
        } catch (ConfigurationException | IllegalArgumentException | TimeoutException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            return refuse(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private Map<String, String> overrides() {
        var overrides = new HashMap<>(set);
        putIfGiven(overrides, "node.roles", roles);
        putIfGiven(overrides, "node.name", name);
        putIfGiven(overrides, "node.instances", instances);
        return overrides;
    }

    private static void putIfGiven(Map<String, String> overrides, String key, @Nullable String value) {
        if (value != null) {
            overrides.put(key, value);
        }
    }

    private static int refuse(String why) {
        System.err.println("parley: " + why);
        return 1;
    }
}
