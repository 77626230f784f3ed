package dev.parley.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** A SockJS session over XHR, for browsers behind proxies that let no WebSocket through. */
final class XhrSession {
    private static final int MOST_POLLS = 20;

    private final HttpClient http;
    private final URI address;

    XhrSession(HttpClient http, URI gateway) {
        this.http = http;
        this.address = gateway.resolve("/api/v1/sockjs/000/" + UUID.randomUUID() + "/");
    }

    /** One poll: what the server has to say, {@code o}, {@code a[…]} or {@code h}. */
    HttpResponse<String> poll() throws IOException, InterruptedException {
        return http.send(request("xhr", ""), HttpResponse.BodyHandlers.ofString());
    }

    /** Polls on until the server says {@code word}: presence may come before what was asked for. */
    void pollFor(String word) throws IOException, InterruptedException {
        for (int polls = 1; !poll().body().contains(word); polls++) {
            assertThat(polls).as("polls without %s", word).isLessThan(MOST_POLLS);
        }
    }

    /** An answer that goes on. */
    HttpResponse<InputStream> stream() throws IOException, InterruptedException {
        return http.send(request("xhr_streaming", ""), HttpResponse.BodyHandlers.ofInputStream());
    }

    void send(JsonObject frame) throws IOException, InterruptedException {
        var body = new JsonArray().add(frame.encode()).encode();
        assertThat(http.send(request("xhr_send", body), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }

    void authenticate(TestUser user) throws IOException, InterruptedException {
        send(new JsonObject().put("type", "auth").put("data", new JsonObject().put("token", user.accessToken())));
    }

    private HttpRequest request(String transport, String body) {
        return HttpRequest.newBuilder(address.resolve(transport))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
