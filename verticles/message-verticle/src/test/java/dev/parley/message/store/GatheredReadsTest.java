package dev.parley.message.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheredReadsTest {
    /** A read that the test ends. */
    private record Read(List<String> ids, Promise<List<JsonObject>> done) {
        void end() {
            done.complete(ids.stream()
                    .filter(id -> !id.startsWith("none"))
                    .map(GatheredReadsTest::document)
                    .toList());
        }
    }

    private final List<Read> begun = new ArrayList<>();
    private final GatheredReads reads = new GatheredReads(this::read);

    private Future<List<JsonObject>> read(Collection<String> ids) {
        var read = new Read(List.copyOf(ids), Promise.promise());
        begun.add(read);
        return read.done.future();
    }

    private static JsonObject document(String id) {
        return new JsonObject().put("_id", id);
    }

    private static List<String> ids(Future<List<JsonObject>> answer) {
        return answer.result().stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    /** As many as may be under way, of which each asks for itself. */
    private void busy() {
        IntStream.range(0, GatheredReads.MOST_UNDER_WAY)
                .mapToObj(i -> reads.find(List.of("busy " + i)))
                .forEach(answer -> assertThat(answer.isComplete()).isFalse());
    }

    @Test
    void aReadBeginsAtOnceWhileFewAreUnderWay() {
        busy();

        assertThat(begun).hasSize(GatheredReads.MOST_UNDER_WAY);
    }

    @Test
    void whatIsAskedMeanwhileIsReadTogetherAndEachGetsTheirOwn() {
        busy();
        var one = reads.find(List.of("a", "b"));
        var other = reads.find(List.of("b", "none"));
        assertThat(begun).hasSize(GatheredReads.MOST_UNDER_WAY);

        begun.get(0).end();
        var together = begun.get(GatheredReads.MOST_UNDER_WAY);
        assertThat(together.ids).containsExactly("a", "b", "none");
        together.end();

        assertThat(ids(one)).containsExactly("a", "b");
        assertThat(ids(other)).containsExactly("b");
    }

    @Test
    void aLongQuestionWaitsForNoOtherAndIsReadWhole() {
        busy();
        var few = reads.find(List.of("a"));
        var many =
                reads.find(IntStream.range(0, 700).mapToObj(Integer::toString).toList());

        begun.get(0).end();
        begun.get(1).end();
        begun.get(GatheredReads.MOST_UNDER_WAY).end();
        begun.get(GatheredReads.MOST_UNDER_WAY + 1).end();

        assertThat(ids(few)).containsExactly("a");
        assertThat(ids(many)).hasSize(700);
    }

    @Test
    void aFailureIsOfThoseWhoWereReadTogetherAndTheNextGoOn() {
        busy();
        var one = reads.find(List.of("a"));
        begun.get(0).end();
        var next = reads.find(List.of("b"));

        begun.get(GatheredReads.MOST_UNDER_WAY).done.fail("the store is away");
        begun.get(GatheredReads.MOST_UNDER_WAY + 1).end();

        assertThat(one.failed()).isTrue();
        assertThat(ids(next)).containsExactly("b");
    }
}
