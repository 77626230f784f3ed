package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Await;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Repository;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding messages. */
@ExtendWith(SharedParley.class)
class SearchTest {
    private static final long SCRIPT_WITHIN_S = 60;

    private final Parley parley;
    private final TestUser ann;
    private final TestUser bob;
    private final TestUser stranger;
    private final String room;

    SearchTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
        this.stranger = parley.user("Stranger");
        this.room = ann.groupRoom("Search", bob);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "brulee      | Crème Brûlée at eight",
                "crèm eig    | Crème Brûlée at eight",
                "\"at eight\"| Crème Brûlée at eight",
                "東京        | 明日は東京タワーに行く",
                "🎉          | Done 🎉 at last",
                "100% d'oh \\ | 100% D’OH \\ <b>bold</b>"
            })
    void wordsBeginningsPhrasesAndPartsAreFoundByEveryMember(String query, String text) {
        var posted = ann.post(room, text);
        var hit = untilFound(bob, query, 1).get(0);
        assertThat(hit.getString("roomId")).isEqualTo(room);
        assertThat(hit.getJsonObject("message").getString("id")).isEqualTo(posted.getString("id"));
        assertThat(hit.getJsonObject("message").getJsonObject("content").getString("text"))
                .isEqualTo(text);
    }

    @Test
    void onlyTheCallersRoomsAreSearched() {
        ann.post(room, "confidential");
        untilFound(ann, "confidential", 1);
        assertThat(search(stranger, "confidential")).isEmpty();
        stranger.rest().get(path("confidential") + "&roomId=" + room).refused(403, "FORBIDDEN");
        stranger.rest().get(path("confidential") + "&roomId=" + bob.id()).refused(404, "NOT_FOUND");
    }

    @Test
    void removedMemberFindsNothingMoreAndNewMemberFindsWhatWasBefore() {
        ann.post(room, "farewell");
        untilFound(bob, "farewell", 1);
        ann.rest().delete("/rooms/" + room + "/members/" + bob.id()).expect(204);
        assertThat(search(bob, "farewell")).isEmpty();
        bob.rest().get(path("farewell") + "&roomId=" + room).refused(403, "FORBIDDEN");

        var ids = new JsonObject().put("userIds", new JsonArray().add(stranger.id()));
        ann.rest().post("/rooms/" + room + "/members", ids).expect(200);
        assertThat(search(stranger, "farewell")).hasSize(1);
    }

    @Test
    void editsAndDeletionsAreFollowed() {
        var message = "/rooms/" + room + "/messages/" + ann.post(room, "before").getString("id");
        untilFound(bob, "before", 1);
        ann.rest()
                .patch(message, new JsonObject().put("content", Messages.content("after")))
                .expect(200);
        untilFound(bob, "after", 1);
        untilFound(bob, "before", 0);
        ann.rest().delete(message).expect(204);
        assertThat(search(bob, "after")).as("at once, whatever the index knows").isEmpty();
    }

    @Test
    void deletedRoomIsFoundNoMore() {
        ann.post(room, "ephemeral");
        untilFound(ann, "ephemeral", 1);
        ann.rest().delete("/rooms/" + room).expect(204);
        assertThat(search(ann, "ephemeral")).isEmpty();
    }

    @Test
    void oneRoomAloneIsSearchedWhenNamed() {
        var direct = ann.directRoom(bob);
        ann.post(room, "cake for all");
        ann.post(direct, "cake for two");
        untilFound(ann, "cake", 2);
        var hits =
                ann.rest().get(path("cake") + "&roomId=" + direct).expect(200).objects("hits");
        assertThat(texts(hits)).containsExactly("cake for two");
    }

    @Test
    void hitsComeNewestFirstInPages() {
        for (int i = 1; i <= 5; i++) {
            ann.post(room, "page " + i);
        }
        untilFound(ann, "page", 5);
        var first = ann.rest().get(path("page") + "&limit=3").expect(200);
        assertThat(texts(first.objects("hits"))).containsExactly("page 5", "page 4", "page 3");
        assertThat(first.json().getBoolean("hasMore")).isTrue();
        var second = ann.rest()
                .get(path("page") + "&limit=3&cursor=" + first.json().getString("nextCursor"))
                .expect(200);
        assertThat(texts(second.objects("hits"))).containsExactly("page 2", "page 1");
        assertThat(second.json().getBoolean("hasMore")).isFalse();
    }

    @Test
    void punctuationFindsNothingAndBadFieldsAreNamed() {
        assertThat(search(ann, "?!")).isEmpty();
        ann.rest().get("/messages/search").invalid("q");
        ann.rest().get(path("x".repeat(201))).invalid("q");
        ann.rest().get(path("x") + "&limit=51&roomId=no_id").invalid("limit", "roomId");
        ann.rest().get(path("x") + "&cursor=none").invalid("cursor");
        parley.anonymous().get(path("x")).refused(401, "UNAUTHENTICATED");
    }

    @Test
    void indexIsRebuiltByOneCommandAndFindsTheSame() throws Exception {
        ann.post(room, "perennial");
        untilFound(bob, "perennial", 1);
        assertThat(script("rebuild")).contains("messages: done");
        assertThat(script("status")).contains("messages: done");
        assertThat(search(bob, "perennial")).hasSize(1);
    }

    private String script(String action) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Repository.root().resolve("scripts/search").toString(),
                        action,
                        "--data",
                        parley.installation().data().toString())
                .redirectErrorStream(true)
                .start();
        // The script waits for the rebuild's end: its output ends then.
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SCRIPT_WITHIN_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String path(String query) {
        return "/messages/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static List<JsonObject> search(TestUser user, String query) {
        return user.rest().get(path(query)).expect(200).objects("hits");
    }

    @CanIgnoreReturnValue
    private static List<JsonObject> untilFound(TestUser user, String query, int hits) {
        Await.until(hits + " found of " + query, () -> search(user, query).size() == hits);
        return search(user, query);
    }

    private static List<String> texts(List<JsonObject> hits) {
        return hits.stream()
                .map(hit ->
                        hit.getJsonObject("message").getJsonObject("content").getString("text"))
                .toList();
    }
}
