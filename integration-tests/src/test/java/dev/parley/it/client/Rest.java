package dev.parley.it.client;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small REST client. Every answer of the API is checked against the server's own OpenAPI document. */
public final class Rest {
    public static final String API = "/api/v1";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int PATIENT_ATTEMPTS = 20;

    private final HttpClient http;
    private final URI base;
    private final OpenApiCheck check;
    private final List<String> headers;

    Rest(HttpClient http, URI base, OpenApiCheck check) {
        this(http, base, check, List.of());
    }

    private Rest(HttpClient http, URI base, OpenApiCheck check, List<String> headers) {
        this.http = http;
        this.base = base;
        this.check = check;
        this.headers = List.copyOf(headers);
    }

    /** The same client with one more header in every request. */
    public Rest with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.addAll(List.of(name, value));
        return new Rest(http, base, check, more);
    }

    /** The same client as the bearer of {@code accessToken}. */
    public Rest as(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    public Answer get(String path) {
        return send("GET", path, (JsonObject) null);
    }

    public Answer post(String path, JsonObject body) {
        return send("POST", path, body);
    }

    public Answer put(String path, JsonObject body) {
        return send("PUT", path, body);
    }

    public Answer put(String path) {
        return send("PUT", path, (JsonObject) null);
    }

    public Answer patch(String path, JsonObject body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, (JsonObject) null);
    }

    /** @param path below {@code /api/v1} */
    public Answer send(String method, String path, @Nullable JsonObject body) {
        return send(method, path, body == null ? null : body.encode(), "application/json");
    }

    /** Sends {@code body} as it is, JSON or not; null for none. */
    public Answer send(String method, String path, @Nullable String body, String contentType) {
        var answer = exchange(method, API + path, body, contentType);
        check.check(method, path, answer);
        return answer;
    }

    /**
     * Sends again while the answer is UNAVAILABLE, as the contract asks of clients: for what a test needs to begin, on a
     * machine that has other things to do.
     */
    Answer patiently(String method, String path, JsonObject body) {
        var answer = send(method, path, body);
        for (int i = 1; answer.status() == 503 && i < PATIENT_ATTEMPTS; i++) {
            answer = send(method, path, body);
        }
        return answer;
    }

    /** Something outside the API, by its whole path; not checked against any document. */
    public Answer fetch(String path) {
        return exchange("GET", path, null, "");
    }

    /** As {@link #send(String, String, String, String)} by the whole path, unchecked. */
    public Answer exchange(String method, String path, @Nullable String body, String contentType) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", contentType).method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
