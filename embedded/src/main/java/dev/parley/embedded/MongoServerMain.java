package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The MongoDB-protocol server as a process of its own, for a cluster on a machine that has no {@code mongod}: what {@code scripts/services} runs. */
@Command(
        name = "mongo-server",
        mixinStandardHelpOptions = true,
        description = "A stand-in for MongoDB on a file store, on loopback and without a password.")
public final class MongoServerMain implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--port", required = true, paramLabel = "N", description = "0 for any free one")
    private int port;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the folder of its file")
    private Path data = Path.of("");

    /** Exits with 1, after one line that says why, when it cannot start; runs until SIGTERM, and then stops in order, otherwise. */
    public static void main(String[] args) {
        int status = new CommandLine(new MongoServerMain()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** @return 0 once it serves; its threads keep the process alive */
    @Override
    public Integer call() {
        try {
            if (port < 0 || port > HIGHEST_PORT) {
                throw new EmbeddedStartException("--port: " + port + " is outside 0–" + HIGHEST_PORT);
            }
            OwnerOnly.createFolder(data);
            var server = new EmbeddedMongoServer(data, port);
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "mongo-stop"));
            System.out.printf(
                    Locale.ROOT, "ready at %s; data in %s%n", server.endpoint().uri(), data);
            return 0;
        } catch (IOException e) {
            return refuse(
                    "cannot use " + data + ": is it a folder, and may it be written to? (" + e.getMessage() + ")");
        } catch (EmbeddedStartException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private static int refuse(String why) {
        System.err.println("mongo-server: " + why);
        return 1;
    }
}
