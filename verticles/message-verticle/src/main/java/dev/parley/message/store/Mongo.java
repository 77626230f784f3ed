package dev.parley.message.store;

import dev.parley.message.MongoConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to MongoDB, with everything explicit that has a default one could trip over. */
public final class Mongo {
    /** How long {@link #open} waits for a server that is not there yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long RETRY_MS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Mongo.class);
    private static final BulkWriteOptions IN_ORDER = new BulkWriteOptions().setOrdered(true);
    private static final BulkWriteOptions IN_ANY_ORDER = new BulkWriteOptions().setOrdered(false);

    private final Vertx vertx;
    private final MongoClient client;

    private Mongo(Vertx vertx, MongoClient client) {
        this.vertx = vertx;
        this.client = client;
    }

    /** Connects and makes the one index there is. Fails if no server is there within {@link #PATIENCE}. */
    public static Future<Mongo> open(Vertx vertx, MongoConfig config) {
        var mongo = new Mongo(vertx, MongoClient.create(vertx, settings(config)));
        return mongo.index(System.nanoTime() + PATIENCE.toNanos())
                .map(mongo)
                .recover(cause -> mongo.close()
                        .transform(closed -> Future.failedFuture(
                                new IllegalStateException("no MongoDB for " + config + ": " + cause, cause))));
    }

    private static JsonObject settings(MongoConfig config) {
        return new JsonObject()
                .put("connection_string", config.uri())
                .put("db_name", config.database())
                // On disk at a majority, or it did not happen.
                .put("w", "majority")
                .put("j", true)
                .put("wtimeoutMS", 5_000)
                // Every write here may be done twice; a standalone server refuses the driver's own retries.
                .put("retryWrites", false)
                .put("retryReads", false)
                // Whoever asks is promised an answer within 2 s.
                .put("serverSelectionTimeoutMS", 1_500L)
                .put("waitQueueTimeoutMS", 1_500L)
                .put("connectTimeoutMS", 1_500)
                .put("socketTimeoutMS", 10_000)
                .put("heartbeatFrequencyMS", 2_000L)
                .put("maxPoolSize", 32);
    }

    private Future<Void> index(long deadline) {
        return client.createIndexWithOptions(
                        Names.EVENTS, new JsonObject().put(Names.KEY, 1), new IndexOptions().unique(true))
                .recover(cause -> {
                    if (System.nanoTime() > deadline) {
                        return Future.failedFuture(cause);
                    }
                    LOG.debug("mongodb unreachable cause={}", cause.toString());
                    return vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).compose(later -> index(deadline));
                });
    }

    /** The documents whose {@code field} (a uniquely indexed one) is among {@code values}, in no order. */
    Future<List<JsonObject>> findAll(String collection, String field, Collection<String> values) {
        return findAll(collection, field, values, new JsonObject());
    }

    /** As {@link #findAll(String, String, Collection)}, with only some fields. */
    Future<List<JsonObject>> findAll(
            String collection, String field, Collection<String> values, JsonObject projection) {
        if (values.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        // Nothing beside the indexed field: one more condition and the embedded server scans.
        var query = new JsonObject().put(field, new JsonObject().put("$in", new JsonArray(List.copyOf(values))));
        return client.findWithOptions(collection, query, new FindOptions().setFields(projection));
    }

    /** The next ids of a collection in their order. The embedded server scans for them. */
    Future<List<String>> idsAfter(String collection, String after, int limit) {
        var next = new FindOptions()
                .setFields(new JsonObject().put(Names.ID, 1))
                .setSort(new JsonObject().put(Names.ID, 1))
                .setLimit(limit);
        return client.findWithOptions(
                        collection, new JsonObject().put(Names.ID, new JsonObject().put("$gt", after)), next)
                .map(documents -> documents.stream()
                        .map(document -> document.getString(Names.ID))
                        .toList());
    }

    /**
     * Adds to a number of one document, which is made if it is missing.
     *
     * @return the sum
     */
    Future<Long> add(String collection, String id, String field, long number) {
        return client.findOneAndUpdateWithOptions(
                        collection,
                        new JsonObject().put(Names.ID, id),
                        new JsonObject().put("$inc", new JsonObject().put(field, number)),
                        new FindOptions(),
                        new UpdateOptions(true).setReturningNewDocument(true))
                .map(document -> document.getLong(field));
    }

    /** @return how many there were */
    Future<Long> remove(String collection, JsonObject query) {
        return client.removeDocuments(collection, query).map(result -> result == null ? 0 : result.getRemovedCount());
    }

    Future<Void> writeInOrder(String collection, List<BulkOperation> operations) {
        return write(collection, operations, IN_ORDER);
    }

    Future<Void> write(String collection, List<BulkOperation> operations) {
        return write(collection, operations, IN_ANY_ORDER);
    }

    private Future<Void> write(String collection, List<BulkOperation> operations, BulkWriteOptions options) {
        return operations.isEmpty()
                ? Future.succeededFuture()
                : client.bulkWriteWithOptions(collection, operations, options).mapEmpty();
    }

    /** Whether it answers now. */
    public Future<Boolean> isUp() {
        return client.runCommand("ping", new JsonObject().put("ping", 1))
                .timeout(800, TimeUnit.MILLISECONDS)
                .transform(answer -> Future.succeededFuture(answer.succeeded()));
    }

    public Future<Void> close() {
        return client.close();
    }
}
