package dev.parley.search;

import static dev.parley.postgres.Await.await;
import static dev.parley.postgres.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.Broker;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagesRemoved;
import dev.parley.model.rooms.StoredEvents;
import dev.parley.model.search.GetIndexStatus;
import dev.parley.model.search.IndexStatus;
import dev.parley.model.search.RebuildIndex;
import dev.parley.model.search.SearchAddresses;
import dev.parley.model.search.SearchMessages;
import dev.parley.model.search.SearchPage;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the broker to what is found, against a real PostgreSQL and a real AMQP broker. */
class SearchVerticleTest {
    private static final TestBroker SERVER = TestBroker.start();

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FakeMessages messages = new FakeMessages();
    private final PostgresConfig database = PostgresFixture.freshDatabase();
    private final Broker broker = await(Broker.connect(vertx, SERVER.config(1), "test"));
    private final RoomId room = RoomId.next();

    @BeforeEach
    void serve() {
        await(messages.serve(bus));
    }

    @AfterEach
    void close() {
        await(broker.close().compose(closed -> vertx.close()));
    }

    @AfterAll
    static void stopBroker() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "creme      | Crème brûlée at eight",
                "BRU        | Crème brûlée at eight",
                "eight crem | Crème brûlée at eight",
                "\"at eight\"| Crème brûlée at eight",
                "京タワ      | 明日は東京タワーに行く",
                "녕하        | 안녕하세요",
                "👍          | well done 👍🏽",
                "it's       | it’s done \\ 'quoted' & | ! ( ) : *",
            })
    void foundByWordsBeginningsPhrasesAndParts(String query, String text) {
        deploy();
        publish(messages.post(room, text), messages.post(room, "something else"));
        assertThat(untilFound(query, 1)).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource({"rème", "\"eight at\"", "\"at eigh\"", "dinner creme"})
    void notFound(String query) {
        deploy();
        publish(messages.post(room, "Crème brûlée at eight"));
        untilFound("creme", 1);
        assertThat(find(query, null).hits()).isEmpty();
    }

    @Test
    void editsAndDeletionsAreFollowed() {
        deploy();
        var first = messages.post(room, "the old word");
        var second = messages.post(room, "another old word");
        publish(first, second);
        untilFound("old", 2);
        publish(messages.edit(first, "the new word"), messages.delete(second));
        assertThat(untilFound("new", 1)).containsExactly("the new word");
        assertThat(untilFound("old", 0)).isEmpty();
    }

    @Test
    void ofAMessageThatIsGoneForGoodNothingIsLeft() {
        deploy();
        var first = messages.post(room, "old words");
        publish(first, messages.post(room, "young words"));
        untilFound("words", 2);

        var gone = new MessagesRemoved.Removed(first.seq(), ((Message) first.data()).id());
        var news = new StoredEvents(List.of(), List.of(new MessagesRemoved(room, List.of(gone))));
        for (int times = 0; times < 2; times++) {
            await(broker.publish(Topology.EVENTS_EXCHANGE, "", Buffer.buffer(Json.encodeBytes(news))));
        }

        assertThat(await(until(vertx, this::rows, rows -> rows == 1))).isEqualTo(1);
        assertThat(untilFound("words", 1)).containsExactly("young words");
    }

    @Test
    void whatComesAgainOrLateChangesNothing() {
        deploy();
        var posted = messages.post(room, "first words");
        var edited = messages.edit(posted, "second words");
        publish(edited, posted);
        publish(posted, edited, posted);
        publish(messages.post(room, "the end"));
        untilFound("end", 1);
        assertThat(find("first", null).hits()).isEmpty();
        assertThat(find("words", null).hits()).hasSize(1);
    }

    @Test
    void onlyTheCallersRoomsAreSearched() {
        deploy();
        var left = RoomId.next();
        publish(messages.post(room, "cake here"), messages.post(left, "cake there"));
        untilFound("cake", 2);
        assertThat(find("cake", left).hits()).hasSize(1);

        messages.leave(left);

        assertThat(texts(find("cake", null))).containsExactly("cake here");
        assertThatThrownBy(() -> find("cake", left)).hasMessageContaining("not a member");
    }

    @Test
    void deletedRoomIsForgotten() {
        deploy();
        publish(messages.post(room, "cake"));
        untilFound("cake", 1);
        publish(messages.deleteRoom(room));
        await(until(vertx, () -> rows(), count -> count == 0));
    }

    @Test
    void hitsComeNewestFirstInPages() {
        deploy();
        publish(IntStream.rangeClosed(1, 7)
                .mapToObj(i -> messages.post(room, "cake " + i))
                .toArray(Event[]::new));
        untilFound("cake", 7);
        var first = page("cake", null, 3);
        assertThat(texts(first)).containsExactly("cake 7", "cake 6", "cake 5");
        assertThat(first.hasMore()).isTrue();
        var second = page("cake", first.nextCursor(), 4);
        assertThat(texts(second)).containsExactly("cake 4", "cake 3", "cake 2", "cake 1");
        assertThat(second.hasMore()).isFalse();
        assertThat(second.nextCursor()).isNull();
        assertThatThrownBy(() -> page("cake", "nonsense", 4)).hasMessageContaining("INVALID_REQUEST");
    }

    @Test
    void punctuationFindsNothing() {
        deploy();
        assertThat(find("?!", null).hits()).isEmpty();
    }

    @Test
    void whatWasThereBeforeTheIndexIsIndexedAtTheFirstStart() {
        var other = RoomId.next();
        IntStream.rangeClosed(1, 10).forEach(i -> messages.post(room, "before " + i));
        messages.edit(messages.post(other, "unseen"), "before 11");
        deploy();
        untilRebuilt();
        assertThat(find("before", null).hits()).hasSize(11);
    }

    @Test
    void rebuildingBringsBackWhatWasLostAndTakesOutWhatIsGone() {
        deploy();
        untilRebuilt();
        var kept = messages.post(room, "kept");
        var gone = messages.post(room, "gone");
        publish(kept, gone);
        untilFound("gone", 1);
        messages.post(room, "missed");
        messages.delete(gone); // its event never came

        await(bus.request(SearchAddresses.REBUILD, new RebuildIndex()));

        assertThat(untilRebuilt().messages()).isEqualTo(2);
        assertThat(texts(find("kept", null))).containsExactly("kept");
        assertThat(texts(find("missed", null))).containsExactly("missed");
        assertThat(await(rows())).isEqualTo(2);
    }

    private void deploy() {
        await(vertx.deployVerticle(
                new SearchVerticle(new SearchConfig(database, SERVER.config(1), 64), Metrics.none())));
    }

    private void publish(Event... events) {
        await(broker.publish(
                Topology.EVENTS_EXCHANGE, "", Buffer.buffer(Json.encodeBytes(StoredEvents.of(List.of(events))))));
    }

    @CanIgnoreReturnValue
    private List<String> untilFound(String query, int hits) {
        return texts(await(until(
                vertx, () -> search(query, null, null, 20), page -> page.hits().size() == hits)));
    }

    @CanIgnoreReturnValue
    private IndexStatus untilRebuilt() {
        return await(until(
                vertx,
                () -> bus.request(SearchAddresses.STATUS, new GetIndexStatus()),
                status -> !status.rebuilding()));
    }

    private SearchPage find(String query, @Nullable RoomId in) {
        return await(search(query, in, null, 20));
    }

    private SearchPage page(String query, @Nullable String cursor, int limit) {
        return await(search(query, null, cursor, limit));
    }

    private Future<SearchPage> search(String query, @Nullable RoomId in, @Nullable String cursor, int limit) {
        return bus.request(SearchAddresses.SEARCH, new SearchMessages(FakeMessages.ADA.id(), query, in, cursor, limit));
    }

    private static List<String> texts(SearchPage page) {
        return page.hits().stream()
                .map(hit -> hit.message().content())
                .map(content -> content == null ? "" : content.text())
                .toList();
    }

    private Future<Long> rows() {
        return Postgres.open(vertx, database, "search")
                .compose(postgres -> postgres.query("select count(*) from messages")
                        .map(counted -> counted.iterator().next().getLong(0))
                        .eventually(postgres::close));
    }
}
