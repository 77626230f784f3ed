package dev.parley.it.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A SockJS client over XHR that sees every frame. */
final class XhrClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_HEARTBEATS = 50;

    private final HttpClient http;
    private final URI session;

    /** @param session as {@code http://…/api/v1/sockjs/000/abcdefgh} */
    XhrClient(HttpClient http, URI session) {
        this.http = http;
        this.session = session;
    }

    URI session() {
        return session;
    }

    /** The next frame but heartbeats, with the line end behind it. */
    String poll() {
        for (int beats = 0; beats < MOST_HEARTBEATS; beats++) {
            var body = post("xhr", "").body();
            if (!body.equals("h\n")) {
                return body;
            }
        }
        throw new AssertionError("nothing but heartbeats");
    }

    /** The messages of the next frame that has some of this client's own. */
    List<String> messages() {
        var messages = messages(poll());
        while (messages.isEmpty()) {
            messages = messages(poll());
        }
        return messages;
    }

    /** Those of a frame but presence, which comes unasked. */
    static List<String> messages(String frame) {
        assertThat(frame).startsWith("a[");
        return new JsonArray(frame.substring(1).strip())
                .stream()
                        .map(Object::toString)
                        .filter(message -> !message.contains("\"type\":\"presence\""))
                        .toList();
    }

    /** Whether a frame tells this client nothing that it has asked for. */
    static boolean isUnasked(String frame) {
        return frame.equals("h") || (frame.startsWith("a[") && messages(frame).isEmpty());
    }

    void send(String... messages) {
        assertThat(post("xhr_send", new JsonArray(List.of(messages)).encode()).statusCode())
                .isEqualTo(204);
    }

    HttpResponse<String> post(String transport, String body, String... headers) {
        return exchange(request("POST", transport, headers)
                .method("POST", BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> call(String method, String transport, String... headers) {
        return exchange(request(method, transport, headers)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    /** An answer that goes on, line by line. */
    BufferedReader stream() {
        try {
            var answer = http.send(
                    request("POST", "xhr_streaming")
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String method, String transport, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(session + "/" + transport))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
