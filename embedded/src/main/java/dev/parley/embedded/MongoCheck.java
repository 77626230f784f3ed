package dev.parley.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Asks a MongoDB server for a sign of life, with the driver and so the addresses, passwords and TLS that Parley uses; optionally makes a
 * fresh {@code mongod} a replica set of one. The URI comes from {@code PARLEY_MONGO_URI}: it may hold a password, which everybody could
 * read on a command line.
 */
@Command(
        name = "mongo-check",
        mixinStandardHelpOptions = true,
        description = "Does the server at PARLEY_MONGO_URI answer?")
public final class MongoCheck implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** It is a member of a set already: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml. */
    private static final int ALREADY_INITIALIZED = 23;

    @Option(names = "--initiate", paramLabel = "SET", description = "make it a replica set of this name, of itself")
    private @Nullable String set;

    /** Exits with 0 after printing the server's version, with 1 after one line that says why it does not answer. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new MongoCheck()).execute(args));
    }

    @Override
    public Integer call() {
        String uri = Objects.requireNonNullElse(System.getenv("PARLEY_MONGO_URI"), "");
        try (MongoClient client = MongoClients.create(new ConnectionString(uri))) {
            MongoDatabase admin = client.getDatabase("admin");
            if (set != null) {
                initiate(admin, set, new ConnectionString(uri).getHosts().get(0));
            }
            var unused = run(admin, new Document("ping", 1));
            System.out.println(run(admin, new Document("buildInfo", 1)).getString("version"));
            return 0;
        } catch (CompletionException e) {
            return refuse(
                    e.getCause() instanceof TimeoutException
                            ? "no answer within " + PATIENCE.toSeconds() + " s"
                            : reason(e));
        } catch (IllegalArgumentException e) { // of the URI
            return refuse("PARLEY_MONGO_URI: " + e.getMessage());
        }
    }

    private static void initiate(MongoDatabase admin, String set, String host) {
        var members = List.of(new Document("_id", 0).append("host", host));
        var configuration = new Document("_id", set).append("members", members);
        try {
            var unused = run(admin, new Document("replSetInitiate", configuration));
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof MongoCommandException refused)
                    || refused.getErrorCode() != ALREADY_INITIALIZED) {
                throw e;
            }
        }
    }

    private static Document run(MongoDatabase database, Document command) {
        return FirstResult.of(database.runCommand(command), PATIENCE);
    }

    private static String reason(CompletionException e) {
        return e.getCause() instanceof MongoException known ? String.valueOf(known.getMessage()) : e.toString();
    }

    private static int refuse(String why) {
        System.err.println("mongo-check: " + why);
        return 1;
    }
}
