package dev.parley.mongoserver;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import org.h2.mvstore.MVStore;

/** The H2 backend with data types of our own, and with journaled writes: what it answers to {@code j: true} is kept. */
public final class MongoServerBackend extends H2Backend {
    private final Runnable persist;

    /** @param persist returns when what was written to {@code store} so far outlives a crash of this process; called by many threads */
    public MongoServerBackend(MVStore store, Runnable persist) {
        super(StoreRepair.repaired(store));
        this.persist = persist;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        var reply = super.handleMessage(message);
        if (isJournaled(message.getDocument())) {
            persist.run();
        }
        return reply;
    }

    private static boolean isJournaled(Document command) {
        return command.get("writeConcern") instanceof Document concern && Boolean.TRUE.equals(concern.get("j"));
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String database) {
        return new TypedDatabase(database);
    }

    /**
     * Opens its maps with our types first: a map that is open already is given to whoever opens it again, as super does. That begins in
     * super's constructor, so there is no field here.
     */
    private final class TypedDatabase extends H2Database {
        TypedDatabase(String name) {
            super(name, getMvStore(), getCursorRegistry());
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
            var unused = StoreMaps.documents(getMvStore(), getFullCollectionNamespace(collection));
            return super.openOrCreateCollection(collection, options);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(
                String collection, String index, List<IndexKey> keys, boolean sparse) {
            var unused = StoreMaps.index(getMvStore(), getFullCollectionNamespace(collection), index);
            return super.openOrCreateUniqueIndex(collection, index, keys, sparse);
        }
    }
}
