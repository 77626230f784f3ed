package dev.parley.mongoserver;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written comes back from the file as it was. */
class StoredTypesTest {
    private static final MVMap.Builder<KeyValue, Document> TYPES =
            new MVMap.Builder<KeyValue, Document>().keyType(new KeyValueType()).valueType(new DocumentType());

    @Test
    void documentsAndKeysComeBackFromTheFile(@TempDir Path folder) {
        var file = folder.resolve("types.mv.db").toString();
        var document = new Document("_id", "room:1")
                .append("text", "Grüße, 世界 \uD83D\uDC4B")
                .append("seq", 9_007_199_254_740_991L)
                .append("count", 7)
                .append("active", true)
                .append("ratio", 0.5)
                .append("at", Instant.ofEpochMilli(1_764_000_000_123L))
                .append("nothing", null)
                .append("users", new Document("ann", new Document("readSeq", 3L)))
                .append("list", List.of("a", "b", new Document("c", 1)));
        var text = new KeyValue("room:1");
        var pair = new KeyValue("room", 2L);
        try (var store = MVStore.open(file)) {
            MVMap<KeyValue, Document> map = store.openMap("documents", TYPES);
            map.put(text, document);
            map.put(pair, new Document());
        }

        try (var store = MVStore.open(file)) {
            MVMap<KeyValue, Document> map = store.openMap("documents", TYPES);
            assertThat(map.get(text)).isEqualTo(document);
            assertThat(map.get(pair)).isEqualTo(new Document());
        }
    }

    @Test
    void textKeysAreInTheOrderOfTheirText() {
        var type = new KeyValueType();

        assertThat(type.compare(new KeyValue("a"), new KeyValue("b"))).isNegative();
        assertThat(type.compare(new KeyValue("b"), new KeyValue("a"))).isPositive();
        assertThat(type.compare(new KeyValue("a"), new KeyValue("a"))).isZero();
    }
}
