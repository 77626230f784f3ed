package dev.parley.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The few REST calls that a run needs. Blocks, and any thread may call; not for event loops. */
final class RestApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    RestApi(URI url) {
        this.url = url;
    }

    /** Signs up and logs in somebody new. */
    Account newAccount(int number) throws IOException, InterruptedException {
        var username = "bench-" + number + "-" + UUID.randomUUID().toString().substring(0, 13);
        var credentials = new JsonObject()
                .put("email", username + "@example.org")
                .put("password", UUID.randomUUID().toString());
        var unused = post("/users", null, credentials.copy().put("username", username));
        var tokens = post("/auth", null, credentials);
        return new Account(tokens.getJsonObject("user").getString("id"), tokens.getString("accessToken"));
    }

    /** The id of the direct room of the two. */
    String directRoom(Account one, Account other) throws IOException, InterruptedException {
        var body = new JsonObject().put("type", "direct").put("memberIds", new JsonArray().add(other.userId()));
        return post("/rooms", one.accessToken(), body).getString("id");
    }

    /** The id of a new group of the owner's. */
    String groupRoom(Account owner, List<Account> others) throws IOException, InterruptedException {
        var members = new JsonArray();
        others.forEach(other -> members.add(other.userId()));
        var body =
                new JsonObject().put("type", "group").put("name", "Benchmark").put("memberIds", members);
        return post("/rooms", owner.accessToken(), body).getString("id");
    }

    void mute(String roomId, Account member) throws IOException, InterruptedException {
        var body = HttpRequest.BodyPublishers.ofString("{\"muted\":true}");
        var unused = send("PUT", "/rooms/" + roomId + "/mute", member.accessToken(), body);
    }

    JsonObject get(String path, Account caller) throws IOException, InterruptedException {
        return new JsonObject(send("GET", path, caller.accessToken(), HttpRequest.BodyPublishers.noBody()));
    }

    private JsonObject post(String path, @Nullable String token, JsonObject body)
            throws IOException, InterruptedException {
        return new JsonObject(send("POST", path, token, HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    /** @return the answer's body, of a success */
    private String send(String method, String path, @Nullable String token, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
