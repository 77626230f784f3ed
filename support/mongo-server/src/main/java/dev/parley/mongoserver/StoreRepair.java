package dev.parley.mongoserver;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes whole what crashes have left in half. A document and its entries in the indexes are in maps of their own, and the store commits
 * between any two writes: killed then, it has a document that an index does not lead to, which can be neither found by that nor inserted again.
 *
 * <p>What is there in half was never answered, neither the insert nor the removal that it is of, so it goes. The server knows no other
 * indexes than unique ones, and Parley makes none sparse: each has an entry for every document.
 */
final class StoreRepair {
    /** A crash leaves one of a collection at most. Where more are missing in an index, somebody was making it. */
    private static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StoreRepair.class);

    private StoreRepair() {}

    /** @return {@code store} */
    static MVStore repaired(MVStore store) {
        StoreMaps.collections(store).forEach(collection -> repair(store, collection));
        return store;
    }

    private static void repair(MVStore store, String collection) {
        var documents = StoreMaps.documents(store, collection);
        var indexes = StoreMaps.indexes(store, collection).stream()
                .map(index -> StoreMaps.index(store, collection, index))
                .toList();
        // One write at a time is under way in a collection, and what it leaves in half makes the sizes differ.
        if (indexes.stream().allMatch(index -> index.sizeAsLong() == documents.sizeAsLong())) {
            return;
        }
        var half = new HashSet<>();
        indexes.forEach(index -> half.addAll(notIn(index, documents)));
        if (half.size() > MOST) {
            LOG.error("not repaired, too much is missing collection={} documents={}", collection, half.size());
            return;
        }
        half.forEach(documents::remove);
        var dangling = indexes.stream()
                .mapToInt(index -> removeDangling(index, documents))
                .sum();
        LOG.warn(
                "repaired after a crash collection={} documents={} index entries={}",
                collection,
                half.size(),
                dangling);
    }

    private static List<Object> notIn(MVMap<KeyValue, Object> index, MVMap<Object, Document> documents) {
        var indexed = new HashSet<>(index.values());
        return documents.keySet().stream().filter(key -> !indexed.contains(key)).toList();
    }

    private static int removeDangling(MVMap<KeyValue, Object> index, MVMap<Object, Document> documents) {
        var dangling = index.entrySet().stream()
                .filter(entry -> !documents.containsKey(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        dangling.forEach(index::remove);
        return dangling.size();
    }
}
