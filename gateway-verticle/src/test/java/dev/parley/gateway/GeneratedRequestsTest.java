package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is sent, it is answered, and never with a bug. */
class GeneratedRequestsTest {
    private static final int PER_OPERATION = 60;
    private static final long SEED = 20260131;

    private static final List<String> NAMES = List.of(
            "username",
            "email",
            "password",
            "displayName",
            "currentPassword",
            "newPassword",
            "refreshToken",
            "userId",
            "userIds",
            "status",
            "type",
            "name",
            "topic",
            "memberIds",
            "role",
            "clientMessageId",
            "content",
            "replyTo",
            "seq",
            "muted",
            "until",
            "ids",
            "all",
            "push",
            "email",
            "previews",
            "quietHours",
            "endpoint",
            "url",
            "keys",
            "query",
            "limit",
            "cursor",
            "before",
            "after",
            "token");
    private static final List<Object> VALUES = List.of(
            "",
            " ",
            "a",
            "\0",
            "\uD800",
            "\u202E",
            "x".repeat(9000),
            "👍",
            "../..",
            "%00",
            "null",
            "0198a3f2",
            "direct",
            "group",
            "accepted",
            "admin",
            "2030-01-31T12:00:00Z",
            "9999-99-99",
            "a@b",
            "@",
            0,
            -1,
            1,
            50,
            1.5,
            1e300,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            true,
            false);
    private static final List<String> QUERIES = List.of(
            "",
            "a",
            "-1",
            "0",
            "1",
            "50",
            "9999999999999999999",
            "1e9",
            "%00",
            "%ff",
            "%F0%9F%91%8D",
            "a,b",
            ",",
            "pending");
    private static final List<String> PATH_PARTS = List.of(
            "1", "0198a3f2-7c1d-7e6a-9b5e-3f2a1c4d5e6f", "%00", "%2F", "a%20b", "%F0%9F%91%8D", "%ff", "..", "me");

    private final Random random = new Random(SEED);

    @Test
    void everythingIsAnsweredAndNothingIsABug() {
        try (var gateway = TestGateway.listening()) {
            gateway.verticles.answer(RoomAddresses.AUTHORIZE, ask -> new CommandPermit(ask.command(), null));
            var http = gateway.calls();
            var token = gateway.token();
            for (var operation : OpenApi.load(gateway.host).operations().keySet()) {
                for (int i = 0; i < PER_OPERATION; i++) {
                    var method = operation.split(" ", 2)[0];
                    var path = path(operation.split(" ", 2)[1]) + query();
                    var body = method.equals("GET") || method.equals("DELETE") ? null : body();
                    var response = http.send(method, path, token, body);
                    var as = method + " " + path + " " + body + " -> " + response.body();
                    assertThat(response.statusCode()).as(as).isNotEqualTo(500);
                    boolean page = HttpCalls.header(response, "Content-Type").startsWith("text/html");
                    if (response.statusCode() >= 400 && !path.startsWith("/health") && !page) {
                        assertThat(HttpCalls.json(response).getString("code"))
                                .as(as)
                                .isNotNull();
                    }
                }
            }
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String path(String template) {
        var path = new StringBuilder();
        for (var part : template.substring(1).split("/", -1)) {
            path.append('/').append(part.startsWith("{") ? any(PATH_PARTS) : part);
        }
        return path.toString();
    }

    private String query() {
        var query = new StringBuilder("?");
        for (int i = random.nextInt(4); i > 0; i--) {
            query.append(any(NAMES)).append('=').append(any(QUERIES)).append('&');
        }
        return query.append(URLEncoder.encode(any(NAMES), StandardCharsets.UTF_8))
                .toString();
    }

    private String body() {
        if (random.nextInt(10) == 0) {
            return any(List.of("", "{", "[]", "null", "1", "\"\"", "{\"a\":", "{\"a\":1}x", "[".repeat(2000)));
        }
        return object(0).encode();
    }

    private JsonObject object(int depth) {
        var json = new JsonObject();
        for (int i = random.nextInt(7); i > 0; i--) {
            json.put(any(NAMES), value(depth));
        }
        return json;
    }

    private Object value(int depth) {
        return switch (depth > 2 ? 9 : random.nextInt(10)) {
            case 0 -> object(depth + 1).put("text", any(VALUES)).put("mentions", value(depth + 1));
            case 1 -> new JsonArray().add(value(depth + 1)).add(value(depth + 1));
            case 2 -> new JsonArray();
            default -> any(VALUES);
        };
    }
}
