package dev.parley.message;

import de.bwaldvogel.mongo.MongoServer;
import dev.parley.mongoserver.MongoServerBackend;
import org.h2.mvstore.MVStore;

/** A MongoDB-protocol server in this process, in memory, on a free port of localhost. */
final class TestMongo implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MongoServerBackend(MVStore.open(null), () -> {}));
    private final int port = server.bind().getPort();

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
