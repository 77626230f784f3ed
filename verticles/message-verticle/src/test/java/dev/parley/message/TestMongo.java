package dev.parley.message;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

/** A MongoDB-protocol server in this process, in memory, on a free port of localhost. */
final class TestMongo implements AutoCloseable {
    private final MongoServer server = new MongoServer(H2Backend.inMemory());
    private final int port = server.bind().getPort();

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
