package dev.parley.it.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What people do to the members of a group. */
public record Group(String id) {
    public Answer add(TestUser who, TestUser... whom) {
        var ids = new JsonArray(Arrays.stream(whom).map(TestUser::id).toList());
        return who.rest().post("/rooms/" + id + "/members", new JsonObject().put("userIds", ids));
    }

    /** Oneself: to leave. */
    public Answer remove(TestUser who, TestUser whom) {
        return who.rest().delete("/rooms/" + id + "/members/" + whom.id());
    }

    public Answer role(TestUser who, TestUser whom, String role) {
        return who.rest().patch("/rooms/" + id + "/members/" + whom.id(), new JsonObject().put("role", role));
    }

    /** The role of each member, by user id, as {@code who} sees them. */
    public Map<String, String> roles(TestUser who) {
        return who.rest().get("/rooms/" + id + "/members").expect(200).objects("members").stream()
                .collect(Collectors.toMap(
                        member -> member.getJsonObject("user").getString("id"), member -> member.getString("role")));
    }
}
