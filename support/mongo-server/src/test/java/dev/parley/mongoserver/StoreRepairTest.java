package dev.parley.mongoserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store as commits between two writes of one command leave it, given to a server that starts. */
class StoreRepairTest {
    private static final String COLLECTION = "parley.events";
    private static final EmbeddedChannel CLIENT = new EmbeddedChannel();

    private final MVStore store = MVStore.open(null);
    private final MVMap<Object, Document> documents = StoreMaps.documents(store, COLLECTION);
    private MongoServerBackend server = started();

    @BeforeEach
    void threeEvents() {
        ok(new Document("createIndexes", "events")
                .append(
                        "indexes",
                        List.of(new Document("key", new Document("key", 1))
                                .append("name", "key_1")
                                .append("unique", true))));
        IntStream.rangeClosed(1, 3).forEach(this::insert);
    }

    @Test
    void documentThatNoIndexHasCanBeInsertedAgain() {
        index("_id_").remove(new KeyValue("room:3"));
        index("key_1").remove(new KeyValue("k3"));
        assertThatThrownBy(() -> inserted(3)).hasMessageContaining("already existed");

        server = started();

        assertThat(found(3)).isFalse();
        insert(3);
        assertWhole(3);
    }

    @Test
    void documentThatOneIndexHasGoesFromTheOtherToo() {
        index("key_1").remove(new KeyValue("k2"));

        server = started();

        assertThat(found(2)).isFalse();
        assertThat(found(3)).isTrue();
        assertWhole(2);
        insert(2);
        assertWhole(3);
    }

    @Test
    void entryThatLeadsNowhereGoes() {
        documents.remove("room:1");

        server = started();

        assertWhole(2);
        insert(1);
        assertWhole(3);
    }

    @Test
    void wholeStoreStaysAsItIs() {
        server = started();

        assertWhole(3);
        assertThat(inserted(2)).as("a duplicate").isFalse();
    }

    @Test
    void indexThatWasBeingMadeCostsNoDocuments() {
        IntStream.rangeClosed(4, 2_000).forEach(this::insert);
        index("key_1").clear();

        server = started();

        assertThat(documents).hasSize(2_000);
    }

    private MongoServerBackend started() {
        return new MongoServerBackend(store, () -> {});
    }

    private MVMap<KeyValue, Object> index(String name) {
        return StoreMaps.index(store, COLLECTION, name);
    }

    private void assertWhole(int events) {
        assertThat(documents).hasSize(events);
        assertThat(index("_id_")).hasSize(events);
        assertThat(index("key_1")).hasSize(events);
    }

    private void insert(int seq) {
        assertThat(inserted(seq)).isTrue();
    }

    private boolean inserted(int seq) {
        var event = new Document("_id", "room:" + seq).append("key", "k" + seq);
        var answer = ask(new Document("insert", "events").append("documents", List.of(event)));
        return !answer.containsKey("writeErrors");
    }

    private boolean found(int seq) {
        var answer = ask(new Document("find", "events").append("filter", new Document("_id", "room:" + seq)));
        return answer.get("cursor") instanceof Document cursor
                && cursor.get("firstBatch") instanceof List<?> batch
                && !batch.isEmpty();
    }

    private void ok(Document command) {
        assertThat(ask(command).get("ok")).isEqualTo(1.0);
    }

    private Document ask(Document command) {
        return server.handleMessage(new MongoMessage(CLIENT, new MessageHeader(1, 0), command.append("$db", "parley")));
    }
}
