package dev.parley.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Reply;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A group as large as groups get, all of its members connected. */
@Isolated("needs the machine for itself")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LargeGroupTest {
    private static final int MEMBERS = 1_000;
    private static final Duration RECEIPTS_WITHIN = Duration.ofMinutes(1);

    /** A server of its own: a thousand sign up. */
    private final ParleyProcess process =
            ParleyProcess.start("large-group", Folders.fresh("large-group"), Settings.GENEROUS);

    private Assembly group;

    @BeforeAll
    void everyoneIsThere() {
        group = Assembly.call(Parley.at(process), MEMBERS);
    }

    @AfterAll
    void endOrderly() {
        group.close();
        process.close();
    }

    @Test
    void aMessageReachesEveryConnectedMemberOnce() {
        group.connections().forEach(member -> member.inbox().await("room.created"));
        var started = System.nanoTime();
        var first = group.at(0).post(group.room(), "to everyone").getString("messageId");
        Assembly.await(group.connections(), first);
        report("a message", MEMBERS, started);

        // What comes after a message is in the inboxes before what a later message brings.
        var second = group.at(MEMBERS - 1)
                .post(group.room(), "and from the last one")
                .getString("messageId");
        Assembly.await(group.connections(), second);

        assertThat(Assembly.copies(group.connections(), first)).containsOnly(1);
        assertThat(Assembly.copies(group.connections(), second)).containsOnly(1);
        group.allAreConnected();
    }

    @Test
    void aRemovedMemberGetsNothingMore() {
        int leaver = MEMBERS / 2;
        group.person(0)
                .rest()
                .delete("/rooms/" + group.room() + "/members/"
                        + group.person(leaver).id())
                .expect(204);
        var removed = group.at(leaver);
        removed.inbox().await("member.left");
        var rest = new ArrayList<>(group.connections());
        rest.remove(removed);

        var message = group.at(0).post(group.room(), "without one").getString("messageId");
        Assembly.await(rest, message);
        removed.request("ping").ok(); // comes after what was written before

        assertThat(Assembly.copies(List.of(removed), message)).containsOnly(0);
        removed.request("history", new JsonObject().put("roomId", group.room())).refused("FORBIDDEN");
        restoreMembership(leaver);
    }

    /** The tests share the group and come in any order. */
    private void restoreMembership(int member) {
        var ids = new JsonArray().add(group.person(member).id());
        group.person(0)
                .rest()
                .post("/rooms/" + group.room() + "/members", new JsonObject().put("userIds", ids))
                .expect(200);
        group.at(member)
                .inbox()
                .await(
                        "member.joined",
                        event -> event.getJsonObject("data")
                                .getJsonObject("user")
                                .getString("id")
                                .equals(group.person(member).id()));
    }

    @Test
    void everyonesReceiptsAreKeptAndToldToTheAuthorAlone() {
        var message = group.at(0).post(group.room(), "did you get this?").getString("messageId");
        Assembly.await(group.connections(), message);
        long seq = lastSeq();

        var started = System.nanoTime();
        var receipt = new JsonObject().put("roomId", group.room()).put("seq", seq);
        var replies = group.connections().stream()
                .map(member -> member.send("receipt.delivered", receipt))
                .toList();
        Await.result(
                "all receipts are answered",
                RECEIPTS_WITHIN,
                CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)));
        report("receipts", MEMBERS, started);

        assertThat(replies).extracting(CompletableFuture::join).allMatch(Reply::isOk);
        assertThat(memberPages().stream().flatMap(List::stream))
                .allMatch(member -> member.getLong("deliveredSeq") >= seq);
        for (int reader : List.of(1, MEMBERS / 2, MEMBERS - 2)) {
            var id = group.person(reader).id();
            group.at(0)
                    .inbox()
                    .await("receipt", told -> told.getString("userId").equals(id));
        }
        // To those who wrote; a frame to each member for each receipt would be a million.
        for (int i = 1; i < MEMBERS - 1; i++) {
            var own = group.person(i).id();
            group.at(i)
                    .inbox()
                    .none("receipt", told -> !told.getString("userId").equals(own));
        }
        group.allAreConnected();
    }

    @Test
    void whatOneDeviceReadIsToldToTheOthers() {
        int reader = MEMBERS / 3;
        group.at(0).post(group.room(), "read me");
        long seq = lastSeq();
        try (var tablet = group.person(reader).connect()) {
            var receipt = new JsonObject().put("roomId", group.room()).put("seq", seq);
            group.at(reader).request("receipt.read", receipt).ok();

            var heard = tablet.inbox().await("receipt");
            assertThat(heard.getLong("readSeq")).isEqualTo(seq);
            assertThat(heard.getString("userId")).isEqualTo(group.person(reader).id());
        }
    }

    @Test
    void manyWhoTypeAtOnceAreNotAllTold() {
        int typing = 20;
        var data = new JsonObject().put("roomId", group.room()).put("active", true);
        var replies = group.connections().subList(0, typing).stream()
                .map(member -> member.send("typing", data))
                .toList();
        replies.forEach(reply -> Await.result("typing is answered", reply).ok());
        var witness = group.at(MEMBERS - 1);
        witness.inbox().await("typing");
        witness.request("ping").ok(); // comes after what was written before

        assertThat(witness.inbox().all("typing")).hasSizeLessThan(typing);
    }

    @Test
    void theMembersComeInPages() {
        var pages = memberPages();

        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(pages.stream()
                        .flatMap(List::stream)
                        .map(member -> member.getJsonObject("user").getString("id")))
                .doesNotHaveDuplicates()
                .hasSize(MEMBERS);
    }

    private List<List<JsonObject>> memberPages() {
        var pages = new ArrayList<List<JsonObject>>();
        var cursor = "";
        do {
            var path = "/rooms/" + group.room() + "/members" + cursor;
            var page = group.person(1).rest().get(path).expect(200);
            pages.add(page.objects("members"));
            var next = page.json().getString("nextCursor");
            cursor = next == null ? "" : "?cursor=" + next;
        } while (!cursor.isEmpty());
        return pages;
    }

    private long lastSeq() {
        return group.person(0)
                .rest()
                .get("/rooms/" + group.room())
                .expect(200)
                .json()
                .getLong("lastSeq");
    }

    private static void report(String what, int count, long started) {
        var nanos = System.nanoTime() - started;
        System.out.printf(
                "Large group: %s, %d of them, the last after %d ms, %,.0f/s%n",
                what, count, Duration.ofNanos(nanos).toMillis(), count * 1e9 / nanos);
    }
}
