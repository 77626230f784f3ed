package dev.parley.gateway;

import static dev.parley.gateway.HttpCalls.header;
import static dev.parley.gateway.Samples.ADAS_ACCOUNT;
import static dev.parley.gateway.Samples.AT;
import static dev.parley.gateway.Samples.MESSAGE;
import static dev.parley.gateway.Samples.ROOM_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.Tokens;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.SavedWebhook;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the API is compressed, and what never is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionTest {
    private static final Pattern SECRET = Pattern.compile("(?i).*(token|secret|password)");
    private static final String LONG = "x".repeat(3_000);
    private static final String HISTORY = "/api/v1/rooms/" + ROOM_ID + "/messages";

    /** Every answer with a token or a key in it, as the document says. */
    private static final Set<String> WITH_SECRETS =
            Set.of("POST /api/v1/auth", "POST /api/v1/auth/refresh", "PUT /api/v1/notifications/webhook");

    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 60, 1_000}) // the last two are of some 20 KiB, and so long that a worker does it
    void longAnswersAreGzippedForWhoeverTakesThemSo(int messages) throws IOException {
        answerWith(messages);
        var plain = ask("GET", HISTORY, "identity");
        var gzipped = ask("GET", HISTORY, "gzip, deflate, br");

        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(gzipped, "Content-Encoding")).isEqualTo("gzip");
        for (var answer : List.of(plain, gzipped)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Vary")).contains("Origin", "Accept-Encoding");
            assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(answer.body().length));
            assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        }
        assertThat(PackagedFilesTest.decoded("gzip", gzipped.body())).isEqualTo(plain.body());
        assertThat(gzipped.body().length).isLessThan(plain.body().length / 2);
    }

    @Test
    void headHasTheSameHead() {
        answerWith(60);
        var get = ask("GET", HISTORY, "gzip");
        var head = ask("HEAD", HISTORY, "gzip");
        assertThat(header(head, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(head, "Content-Length")).isEqualTo(header(get, "Content-Length"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void manyAtOnceAreAllAnswered() throws IOException {
        answerWith(1_000);
        var plain = ask("GET", HISTORY, "identity").body();
        var answers = IntStream.range(0, 100)
                .parallel()
                .mapToObj(each -> ask("GET", HISTORY, "gzip"))
                .toList();
        for (var answer : answers) {
            var coding = header(answer, "Content-Encoding");
            assertThat(coding.isEmpty() ? answer.body() : PackagedFilesTest.decoded(coding, answer.body()))
                    .isEqualTo(plain);
        }
    }

    @Test
    void shortAnswersAndRefusalsAreSentAsTheyAre() {
        answerWith(1);
        assertThat(header(ask("GET", HISTORY, "gzip"), "Content-Encoding")).isEmpty();
        assertThat(header(ask("GET", "/api/v1/nothing", "gzip"), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void nothingIsCompressedWhenItIsOff() {
        try (var off = TestGateway.listening(new ContentConfig(0, List.of()))) {
            off.verticles.answer(RoomAddresses.HISTORY, ask -> page(60));
            var answer = off.calls()
                    .bytes(off.calls()
                            .request("GET", HISTORY)
                            .header("Authorization", "Bearer " + off.token())
                            .header("Accept-Encoding", "gzip"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Encoding")).isEmpty();
            assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
        }
    }

    /** Beside text of others (names, addresses) the length of a compressed secret would tell of it. */
    @Test
    void whatKeepsASecretNeverIs() {
        assertThat(operationsThatAnswerWithSecrets()).isEqualTo(WITH_SECRETS);
        var tokens = new Tokens(LONG, LONG, "Bearer", 900, ADAS_ACCOUNT);
        gateway.verticles.answer(AuthAddresses.LOG_IN, ask -> tokens);
        gateway.verticles.answer(AuthAddresses.REFRESH, ask -> tokens);
        gateway.verticles.answer(
                NotificationAddresses.SAVE_WEBHOOK, ask -> new SavedWebhook("https://bot.example.org", LONG, AT));
        var answers = List.of(
                ask("POST", "/api/v1/auth", "gzip", "{\"email\":\"ada@example.org\",\"password\":\"anything goes\"}"),
                ask("POST", "/api/v1/auth/refresh", "gzip", "{\"refreshToken\":\"anything\"}"),
                ask("PUT", "/api/v1/notifications/webhook", "gzip", "{\"url\":\"https://bot.example.org\"}"));
        assertThat(answers).hasSameSizeAs(WITH_SECRETS).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(LONG);
            assertThat(header(answer, "Content-Encoding")).isEmpty();
        });
    }

    private Set<String> operationsThatAnswerWithSecrets() {
        var document = OpenApi.load(gateway.host).document();
        var found = new TreeSet<String>();
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(operation -> {
                    if (operation.getValue() instanceof JsonObject one && one.containsKey("responses")) {
                        one.getJsonObject("responses").forEach(response -> {
                            if (response.getKey().startsWith("2") && hasSecret(document, response.getValue(), 0)) {
                                found.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                            }
                        });
                    }
                }));
        return found;
    }

    /** @param depth schemas may name themselves */
    private static boolean hasSecret(JsonObject document, Object part, int depth) {
        if (depth > 20) {
            return false;
        }
        if (part instanceof Iterable<?> list && !(part instanceof JsonObject)) {
            for (var one : list) {
                if (hasSecret(document, one, depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        if (!(part instanceof JsonObject object)) {
            return false;
        }
        var properties = object.getValue("properties") instanceof JsonObject named ? named : new JsonObject();
        if (properties.fieldNames().stream()
                .anyMatch(name -> SECRET.matcher(name).matches())) {
            return true;
        }
        if (object.getValue("$ref") instanceof String reference) {
            Object at = document;
            for (var step : reference.substring(2).split("/", -1)) {
                at = ((JsonObject) at).getValue(step);
            }
            return hasSecret(document, at, depth + 1);
        }
        return object.stream()
                .filter(field -> !field.getKey().startsWith("example"))
                .anyMatch(field -> hasSecret(document, field.getValue(), depth + 1));
    }

    private void answerWith(int messages) {
        gateway.verticles.answer(RoomAddresses.HISTORY, ask -> page(messages));
    }

    private static MessagePage page(int messages) {
        return new MessagePage(Collections.nCopies(messages, MESSAGE), false);
    }

    private HttpResponse<byte[]> ask(String method, String path, String accepted) {
        return http.bytes(http.request(method, path)
                .header("Authorization", "Bearer " + gateway.token())
                .header("Accept-Encoding", accepted));
    }

    private HttpResponse<byte[]> ask(String method, String path, String accepted, String body) {
        return http.bytes(http.request(method, path, body)
                .header("Authorization", "Bearer " + gateway.token())
                .header("Accept-Encoding", accepted));
    }
}
