package dev.parley.embedded;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import org.bson.Document;

/** Inserts documents, journaled, and looks for them, over the wire. */
final class MongoProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MongoClient client;
    private final MongoCollection<Document> documents;

    MongoProbe(MongoEndpoint endpoint) {
        this.client = MongoClients.create(endpoint.uri());
        this.documents =
                client.getDatabase(endpoint.database()).getCollection("probe").withWriteConcern(WriteConcern.JOURNALED);
    }

    /** Returns when the server has acknowledged it. */
    void insert(String id) {
        var result =
                FirstResult.of(documents.insertOne(new Document("_id", id).append("text", "x".repeat(200))), PATIENCE);
        if (!result.wasAcknowledged()) {
            throw new AssertionError("not acknowledged: " + id);
        }
    }

    boolean has(String id) {
        return FirstResult.of(documents.countDocuments(Filters.eq("_id", id)), PATIENCE) == 1;
    }

    @Override
    public void close() {
        client.close();
    }
}
