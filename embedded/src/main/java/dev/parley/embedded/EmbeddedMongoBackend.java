package dev.parley.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import org.h2.mvstore.MVMap;

/** The H2 backend with indexes of {@link KeyValueType}, and with journaled writes: what it answers to {@code j: true} is kept. */
final class EmbeddedMongoBackend extends H2Backend {
    private final MongoStore file;

    EmbeddedMongoBackend(MongoStore file) {
        super(file.store());
        this.file = file;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        var reply = super.handleMessage(message);
        if (isJournaled(message.getDocument())) {
            file.persist();
        }
        return reply;
    }

    private static boolean isJournaled(Document command) {
        return command.get("writeConcern") instanceof Document concern && Boolean.TRUE.equals(concern.get("j"));
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String database) {
        var store = getMvStore();
        return new H2Database(database, store, getCursorRegistry()) {
            @Override
            protected Index<Object> openOrCreateUniqueIndex(
                    String collection, String index, List<IndexKey> keys, boolean sparse) {
                // A map that is open already is given to whoever opens it again, as super does.
                var unused = store.openMap(
                        getFullCollectionNamespace(collection) + "._index_" + index,
                        new MVMap.Builder<KeyValue, Object>().keyType(new KeyValueType()));
                return super.openOrCreateUniqueIndex(collection, index, keys, sparse);
            }
        };
    }
}
