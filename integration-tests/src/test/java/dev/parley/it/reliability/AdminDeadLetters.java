package dev.parley.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The dead letters as an admin goes through them; one who is told that someone else does tries again. */
record AdminDeadLetters(TestUser admin) {
    static final String PATH = "/admin/dead-letters";

    /** All of them, page by page. */
    List<JsonObject> list() {
        var all = new ArrayList<JsonObject>();
        var cursor = "";
        while (cursor != null) {
            var page = patiently("GET", PATH + "?order=oldest&limit=100" + cursor);
            all.addAll(Answer.objects(page, "deadLetters"));
            var next = page.getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return all;
    }

    /** @return how many */
    int replayAll() {
        int replayed = 0;
        var before = "";
        while (true) {
            var done = patiently("POST", PATH + "/replay" + before);
            assertThat(done.getInteger("kept")).isZero();
            replayed += done.getInteger("settled");
            if (!done.getBoolean("more")) {
                return replayed;
            }
            before = "?diedBefore=" + done.getString("diedBefore");
        }
    }

    private JsonObject patiently(String method, String path) {
        var rest = admin.rest();
        var answer = rest.send(method, path, (JsonObject) null);
        for (int i = 0; i < 5 && answer.status() == 503; i++) {
            answer = rest.send(method, path, (JsonObject) null);
        }
        return answer.expect(200).json();
    }

    void discardAll() {
        admin.rest().delete(PATH).expect(200);
    }
}
