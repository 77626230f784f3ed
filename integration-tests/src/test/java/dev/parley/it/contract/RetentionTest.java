package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import dev.parley.it.system.StoredRows;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** An installation that keeps messages for some seconds only. */
@Isolated("a server of its own")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RetentionTest {
    private static final Duration GONE_WITHIN = Duration.ofMinutes(2);
    private static final String INDEXED = "search.messages where message_id = ?";
    private static final String NOTIFIED = "notification.notifications where event_id = ?";

    private static ParleyProcess process;
    private static Parley parley;

    @BeforeAll
    static void start() {
        process = ParleyProcess.start(
                "retention",
                Folders.fresh("retention"),
                Settings.generousWith("message.retention", "20 seconds", "message.sweep", "500 ms"));
        parley = Parley.at(process);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void whatIsOldGoesFromEverywhereAndWhatIsYoungerStays() {
        var stored = StoredRows.of(process);
        var ann = parley.user("Ann");
        var bob = parley.user("Bob");
        var forgetful = ann.groupRoom("As the installation has it", bob);
        var keeping = ann.groupRoom("With a wish of its own", bob);
        ann.rest()
                .patch("/rooms/" + keeping, new JsonObject().put("retentionDays", 1))
                .expect(200);
        var kept = ann.post(keeping, "ephemeral thoughts");
        var gone = ann.post(forgetful, "ephemeral thoughts");
        var id = gone.getString("id");
        var message = "/rooms/" + forgetful + "/messages/" + id;
        bob.rest().put(message + "/reactions/%F0%9F%91%8D").expect(204);
        Await.until("it is indexed", () -> stored.count(INDEXED, id) == 1);
        Await.until("bob is notified", () -> stored.count(NOTIFIED, forgetful + ":2") == 1);

        Await.until(
                "it is gone from the log",
                GONE_WITHIN,
                () -> room(bob, forgetful).getInteger("firstSeq") == 4);

        var young = ann.post(forgetful, "young thoughts");
        assertThat(young.getInteger("seq")).isEqualTo(4);
        assertThat(history(bob, forgetful))
                .extracting(one -> one.getString("id"))
                .containsExactly(young.getString("id"));
        assertThat(history(bob, keeping)).extracting(one -> one.getString("id")).containsExactly(kept.getString("id"));
        bob.rest().get(message).refused(404, "NOT_FOUND");
        assertLog(bob, forgetful);
        var listed = bob.rest().get("/rooms").expect(200).objects("rooms").get(0);
        assertThat(listed.getString("id")).isEqualTo(forgetful);
        assertThat(listed.getInteger("unreadCount")).isEqualTo(1);
        Await.until("its words are gone", () -> stored.count(INDEXED, id) == 0);
        Await.until("what told of it is gone", () -> stored.count(NOTIFIED, forgetful + ":2") == 0);
        assertThat(stored.count(INDEXED, kept.getString("id"))).isEqualTo(1);
        assertThat(bob.rest().get("/messages/search?q=ephemeral").expect(200).objects("hits"))
                .extracting(hit -> hit.getString("roomId"))
                .containsExactly(keeping);
    }

    private static void assertLog(TestUser reader, String room) {
        var log = reader.rest().get("/rooms/" + room + "/events?after=0").expect(200);
        assertThat(log.objects("events"))
                .extracting(event -> event.getString("type"))
                .containsExactly("room.created", "message.created");
        assertThat(log.json().getInteger("firstSeq")).isEqualTo(4);
        try (var socket = reader.connect()) {
            var sync = socket.request("sync", new JsonObject().put("rooms", new JsonObject().put(room, 1)))
                    .objects("rooms")
                    .get(0);
            assertThat(sync.getJsonArray("events").stream().map(event -> ((JsonObject) event).getInteger("seq")))
                    .isEqualTo(List.of(4));
            assertThat(sync.getInteger("lastSeq")).isEqualTo(4);
            assertThat(sync.getInteger("firstSeq")).isEqualTo(4);
            assertThat(sync.getBoolean("hasMore")).isFalse();
        }
    }

    private static JsonObject room(TestUser reader, String room) {
        return reader.rest().get("/rooms/" + room).expect(200).json();
    }

    private static List<JsonObject> history(TestUser reader, String room) {
        return reader.rest().get("/rooms/" + room + "/messages").expect(200).objects("messages");
    }
}
