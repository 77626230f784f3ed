package dev.parley.embedded;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import dev.parley.mongoserver.MongoServerBackend;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB-protocol server inside this process, on an H2 store. It finds documents by {@code _id} or by all fields of a unique index, exactly,
 * and scans for everything else.
 */
final class EmbeddedMongoServer implements EmbeddedServer<MongoEndpoint> {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMongoServer.class);

    private static final String DATABASE = "parley";
    private static final String FILE_NAME = "parley.mv.db";
    private static final Duration PING_PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final int wantedPort;

    private @Nullable MongoStore store; // guarded by this
    private @Nullable MongoServer server; // guarded by this
    private @Nullable MongoEndpoint endpoint; // guarded by this

    /** @param port 0 for a free one */
    EmbeddedMongoServer(DataFolder data, int port) {
        this(data.mongo(), port);
    }

    /**
     * @param folder of the store's file; it exists
     * @param port 0 for a free one
     */
    EmbeddedMongoServer(Path folder, int port) {
        this.folder = folder;
        this.wantedPort = port;
    }

    @Override
    public String name() {
        return "MongoDB";
    }

    @Override
    public synchronized void start() throws EmbeddedStartException {
        try {
            MongoStore opened = MongoStore.open(folder.resolve(FILE_NAME));
            store = opened;
            MongoServer started = new MongoServer(new MongoServerBackend(opened.store(), opened::persist));
            server = started;
            int port = bind(started);
            MongoEndpoint ready = new MongoEndpoint(Loopback.HOST, port, DATABASE);
            verify(ready);
            endpoint = ready;
        } catch (EmbeddedStartException e) {
            stop();
            throw e;
        } catch (RuntimeException e) {
            stop();
            throw failed(e);
        }
    }

    @Override
    public synchronized void stop() {
        endpoint = null;
        MongoServer running = server;
        MongoStore open = store;
        server = null;
        store = null;
        try {
            if (running != null) {
                running.shutdownNow(); // closes the store as well
            }
        } catch (RuntimeException e) {
            LOG.warn("MongoDB did not stop in order error={}", e.toString());
        } finally {
            if (open != null) {
                open.close();
            }
        }
    }

    @Override
    public synchronized MongoEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("MongoDB is not running");
        }
        return endpoint;
    }

    private int bind(MongoServer started) throws EmbeddedStartException {
        try {
            started.bind(new InetSocketAddress(Loopback.HOST, wantedPort));
            return started.getLocalAddress().getPort();
        } catch (Exception e) { // Netty throws BindException without declaring it
            throw e instanceof BindException ? Loopback.portInUse(name(), wantedPort, e) : failed(e);
        }
    }

    private EmbeddedStartException failed(Exception e) {
        return new EmbeddedStartException(name() + ": " + e.getMessage(), e);
    }

    private static void verify(MongoEndpoint ready) {
        try (MongoClient client = MongoClients.create(ready.uri())) {
            Document reply =
                    FirstResult.of(client.getDatabase(DATABASE).runCommand(new Document("ping", 1)), PING_PATIENCE);
            if (reply.get("ok", Number.class).intValue() != 1) {
                throw new IllegalStateException("ping was answered with " + reply);
            }
        }
    }
}
