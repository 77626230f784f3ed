package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reading what was written: pages of messages, pages of the log. */
@ExtendWith(SharedParley.class)
class HistoryTest {
    private final Parley parley;
    private final TestUser ann;
    private final String room;
    private final List<Long> seqs = new ArrayList<>();

    HistoryTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.room = ann.groupRoom("History");
        for (int i = 1; i <= 12; i++) {
            seqs.add(ann.post(room, "message " + i).getLong("seq"));
        }
    }

    @Test
    void newestPageComesWithoutACursorInSeqOrder() {
        var page = messages("?limit=5");

        assertThat(seqs(page, "messages")).isEqualTo(seqs.subList(7, 12));
        assertThat(page.json().getBoolean("hasMore")).isTrue();
        assertThat(seqs(messages(""), "messages")).isEqualTo(seqs);
    }

    @Test
    void pagesGoBackToTheBeginning() {
        var seen = new ArrayList<Long>();
        var page = messages("?limit=5");
        while (true) {
            seen.addAll(0, seqs(page, "messages"));
            if (!page.json().getBoolean("hasMore")) {
                break;
            }
            page = messages("?limit=5&before=" + seen.get(0));
        }

        assertThat(seen).isEqualTo(seqs);
    }

    @Test
    void oneMessageIsReadByItsId() {
        var message = ann.post(room, "this one");
        var path = "/rooms/" + room + "/messages/" + message.getString("id");
        assertThat(ann.rest().get(path).expect(200).json()).isEqualTo(message);
        ann.rest().delete(path).expect(204);
        assertThat(ann.rest().get(path).expect(200).json().getValue("content")).isNull();
        var elsewhere = ann.groupRoom("Elsewhere");
        ann.rest()
                .get("/rooms/" + elsewhere + "/messages/" + message.getString("id"))
                .refused(404, "NOT_FOUND");
    }

    @Test
    void pagesGoForwardFromASeq() {
        var page = messages("?limit=5&after=" + seqs.get(3));

        assertThat(seqs(page, "messages")).isEqualTo(seqs.subList(4, 9));
        assertThat(page.json().getBoolean("hasMore")).isTrue();
        var last = messages("?limit=5&after=" + seqs.get(8));
        assertThat(seqs(last, "messages")).isEqualTo(seqs.subList(9, 12));
        assertThat(last.json().getBoolean("hasMore")).isFalse();
    }

    @Test
    void askingWronglyIsRefusedByField() {
        ann.rest().get(path("/messages?limit=0")).invalid("limit");
        ann.rest().get(path("/messages?limit=101")).invalid("limit");
        ann.rest().get(path("/messages?before=now")).invalid("before");
        ann.rest().get(path("/messages?after=-1")).invalid("after");
        ann.rest().get(path("/events?limit=501")).invalid("limit");
        ann.rest().get(path("/messages?before=5&after=1")).invalid("after");
    }

    @Test
    void historyOverTheSocketIsTheSame() {
        try (var atAnn = ann.connect()) {
            var overSocket = atAnn.request(
                            "history",
                            new JsonObject()
                                    .put("roomId", room)
                                    .put("before", seqs.get(6))
                                    .put("limit", 3))
                    .ok();

            assertThat(overSocket)
                    .isEqualTo(messages("?limit=3&before=" + seqs.get(6)).json());
        }
    }

    @Test
    void logHoldsEverythingThatHappened() {
        var log = ann.rest().get(path("/events?after=0&limit=500")).expect(200);

        assertThat(log.objects("events").get(0).getString("type")).isEqualTo("room.created");
        assertThat(seqs(log, "events").subList(1, 13)).isEqualTo(seqs);
        assertThat(log.json().getBoolean("hasMore")).isFalse();
        assertThat(log.json().getLong("lastSeq")).isEqualTo(seqs.get(11));
    }

    @Test
    void logComesInPages() {
        var seen = new ArrayList<Long>();
        var after = 0L;
        while (true) {
            var page = ann.rest().get(path("/events?limit=4&after=" + after)).expect(200);
            seen.addAll(seqs(page, "events"));
            after = seen.get(seen.size() - 1);
            if (!page.json().getBoolean("hasMore")) {
                break;
            }
        }

        assertThat(seen).hasSize(13).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void onlyMembersRead() {
        var stranger = parley.user("Stranger");

        stranger.rest().get(path("/messages")).refused(403, "FORBIDDEN");
        stranger.rest().get(path("/events")).refused(403, "FORBIDDEN");
        stranger.rest().get("/rooms/" + UUID.randomUUID() + "/messages").refused(404, "NOT_FOUND");
    }

    private Answer messages(String query) {
        return ann.rest().get(path("/messages" + query)).expect(200);
    }

    private String path(String rest) {
        return "/rooms/" + room + rest;
    }

    private static List<Long> seqs(Answer page, String name) {
        return page.objects(name).stream().map(one -> one.getLong("seq")).toList();
    }
}
