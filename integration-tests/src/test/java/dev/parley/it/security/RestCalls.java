package dev.parley.it.security;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Rest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every REST call, with input that is good for the one who may. */
final class RestCalls {
    /** @param path with the scene's ids filled in */
    record Call(
            String name,
            String method,
            String path,
            @Nullable JsonObject body) {
        Answer by(Rest caller) {
            return caller.send(method, path, body);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private RestCalls() {}

    /** Those about the group that Ann owns. */
    static List<Call> inRoom(Scene scene) {
        var message = "/messages/" + scene.message;
        return List.of(
                room(scene, "GET", "", null),
                room(scene, "PATCH", "", new JsonObject().put("name", "Taken over")),
                room(scene, "DELETE", "", null),
                room(scene, "GET", "/members", null),
                room(scene, "POST", "/members", new JsonObject().put("userIds", ids(scene.stranger.id()))),
                room(scene, "PATCH", "/members/" + scene.ann.id(), new JsonObject().put("role", "member")),
                room(scene, "DELETE", "/members/" + scene.ann.id(), null),
                room(scene, "GET", "/messages", null),
                room(scene, "GET", "/events", null),
                room(scene, "POST", "/messages", Messages.body("hello")),
                room(scene, "GET", message, null),
                room(scene, "PATCH", message, new JsonObject().put("content", Messages.content("changed"))),
                room(scene, "DELETE", message, null),
                room(scene, "PUT", message + "/reactions/%F0%9F%91%8D", null),
                room(scene, "DELETE", message + "/reactions/%F0%9F%91%8D", null),
                new Call(
                        "GET /messages/search?roomId={id}",
                        "GET",
                        "/messages/search?q=hello&roomId=" + scene.group,
                        null),
                room(scene, "PUT", "/read", new JsonObject().put("seq", 1)),
                room(scene, "PUT", "/mute", new JsonObject().put("muted", true)));
    }

    /** All others. */
    static List<Call> outside(Scene scene) {
        Function<String, JsonObject> text = name -> new JsonObject().put(name, "x".repeat(10));
        return List.of(
                call("GET", "/users/me", null),
                call("PUT", "/users/me", text.apply("displayName")),
                call("DELETE", "/users/me", null),
                call("PUT", "/users/me/password", text.apply("newPassword").put("currentPassword", "whatever it was")),
                call("GET", "/users/" + scene.bob.id(), null),
                call("GET", "/users?query=ann", null),
                call("GET", "/auth/sessions", null),
                call("DELETE", "/auth/sessions/" + scene.session, null),
                call("POST", "/contacts", new JsonObject().put("userId", scene.bob.id())),
                call("GET", "/contacts", null),
                call("PATCH", "/contacts/" + scene.bob.id(), new JsonObject().put("status", "accepted")),
                call("DELETE", "/contacts/" + scene.bob.id(), null),
                call("PUT", "/blocks/" + scene.bob.id(), null),
                call("DELETE", "/blocks/" + scene.bob.id(), null),
                call("GET", "/blocks", null),
                call("POST", "/rooms", new JsonObject().put("type", "direct").put("memberIds", ids(scene.bob.id()))),
                call("GET", "/rooms", null),
                call("GET", "/messages/search?q=hello", null),
                call("GET", "/presence?userIds=" + scene.bob.id(), null),
                call("GET", "/notifications", null),
                call("PUT", "/notifications/read", new JsonObject().put("all", true)),
                call("GET", "/notifications/settings", null),
                call(
                        "PUT",
                        "/notifications/settings",
                        new JsonObject().put("push", true).put("email", true).put("previews", true)),
                call("GET", "/notifications/push-key", null),
                call(
                        "POST",
                        "/notifications/subscriptions",
                        new JsonObject()
                                .put("endpoint", "https://push.example.org/x")
                                .put(
                                        "keys",
                                        new JsonObject().put("p256dh", "BCVx").put("auth", "BTBZ"))),
                call("DELETE", "/notifications/subscriptions", null),
                call("DELETE", "/notifications/subscriptions/" + unknownId(), null),
                call("GET", "/notifications/webhook", null),
                call("PUT", "/notifications/webhook", new JsonObject().put("url", "https://bot.example.org/x")),
                call("DELETE", "/notifications/webhook", null));
    }

    /** Those that need an admin's token. */
    static List<Call> forAdmins() {
        var deadLetters = "/admin/dead-letters";
        var one = deadLetters + "/" + unknownId();
        return List.of(
                call("GET", deadLetters, null),
                call("DELETE", deadLetters, null),
                call("POST", deadLetters + "/replay", null),
                call("GET", one, null),
                call("DELETE", one, null),
                call("POST", one + "/replay", null));
    }

    /** Those that need no token. */
    static List<Call> open(Scene scene) {
        return List.of(
                call(
                        "POST",
                        "/users",
                        new JsonObject()
                                .put("username", "newcomer")
                                .put("email", "newcomer@example.org")
                                .put("password", "good enough")
                                .put("displayName", "Newcomer")),
                call(
                        "POST",
                        "/auth",
                        new JsonObject().put("email", scene.bob.email()).put("password", "a wrong one")),
                call("POST", "/auth/refresh", new JsonObject().put("refreshToken", "unknown")),
                call("POST", "/auth/logout", new JsonObject().put("refreshToken", "unknown")));
    }

    private static Call room(Scene scene, String method, String rest, @Nullable JsonObject body) {
        return new Call(
                method + " /rooms/{id}" + rest.replace(scene.message, "{id}").replace(scene.ann.id(), "{owner}"),
                method,
                "/rooms/" + scene.group + rest,
                body);
    }

    private static Call call(String method, String path, @Nullable JsonObject body) {
        var name = path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}");
        return new Call(method + " " + name, method, path, body);
    }

    static JsonArray ids(String... ids) {
        return new JsonArray(List.of(ids));
    }

    static String unknownId() {
        return UUID.randomUUID().toString();
    }
}
