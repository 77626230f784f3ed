package dev.parley.mongoserver;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The maps that the H2 backend keeps collections in, under its names for them and with data types of our own. A map that is open already is
 * given to whoever opens it again, so these have to be the first.
 */
final class StoreMaps {
    private static final String DOCUMENTS = "databases.";
    private static final String INDEX = "._index_";

    private StoreMaps() {}

    /** @return full names: of the database, a dot, of the collection */
    static List<String> collections(MVStore store) {
        return namesAfter(DOCUMENTS, store);
    }

    static MVMap<Object, Document> documents(MVStore store, String collection) {
        return store.openMap(
                DOCUMENTS + collection, new MVMap.Builder<Object, Document>().valueType(new DocumentType()));
    }

    static List<String> indexes(MVStore store, String collection) {
        return namesAfter(collection + INDEX, store);
    }

    /** Key → which document, by its key in {@link #documents}. */
    static MVMap<KeyValue, Object> index(MVStore store, String collection, String index) {
        return store.openMap(
                collection + INDEX + index, new MVMap.Builder<KeyValue, Object>().keyType(new KeyValueType()));
    }

    private static List<String> namesAfter(String prefix, MVStore store) {
        return store.getMapNames().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }
}
