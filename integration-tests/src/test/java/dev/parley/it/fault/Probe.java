package dev.parley.it.fault;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** What people do beside writing. */
enum Probe {
    HISTORY {
        @Override
        Answer ask(Parley parley, TestUser user, String room) {
            return user.rest().get("/rooms/" + room + "/messages?limit=20");
        }
    },
    ROOMS {
        @Override
        Answer ask(Parley parley, TestUser user, String room) {
            return user.rest().get("/rooms");
        }
    },
    PRESENCE {
        @Override
        Answer ask(Parley parley, TestUser user, String room) {
            return user.rest().get("/presence?userIds=" + user.id());
        }
    },
    LOGIN {
        @Override
        Answer ask(Parley parley, TestUser user, String room) {
            var body = new JsonObject().put("email", user.email()).put("password", Parley.PASSWORD);
            return parley.anonymous().post("/auth", body);
        }
    },
    SEARCH {
        @Override
        Answer ask(Parley parley, TestUser user, String room) {
            return user.rest().get("/messages/search?q=hello");
        }
    };

    abstract Answer ask(Parley parley, TestUser user, String room);

    /** {@code OK}, or the code of the refusal. */
    static String code(Answer answer) {
        return answer.status() == 200 ? "OK" : answer.json().getString("code", "");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
