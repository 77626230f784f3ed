package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.failure.FieldError;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static final Map<String, Integer> COLOURS = Map.of("red", 1);

    @Test
    void goodFieldsAreReadAndUnknownOnesIgnored() {
        var fields = read("""
                {"name": "Ada 👩‍💻", "roomId": "r-1", "seq": 9007199254740991, "on": true, "colour": "red",
                 "ids": ["a", "b", "a"], "at": "2030-01-31T12:00:00.1234+02:00", "unknown": {"x": [1]},
                 "content": {"text": "hi\\n\\tthere", "mentions": ["u1"], "other": 1},
                 "rooms": {"r1": 0, "r2": 7}}""");

        assertThat(fields.text("name", 1, 80)).isEqualTo("Ada 👩‍💻");
        assertThat(fields.roomId("roomId")).isEqualTo(new RoomId("r-1"));
        assertThat(fields.integer("seq", 1, Fields.MAX_SAFE_INTEGER)).isEqualTo(9007199254740991L);
        assertThat(fields.bool("on")).isTrue();
        assertThat(fields.choice("colour", COLOURS)).isEqualTo(1);
        assertThat(fields.userIds("ids", 1, 3)).containsExactly(new UserId("a"), new UserId("b"));
        assertThat(fields.optionalTime("at")).isEqualTo(Instant.parse("2030-01-31T10:00:00.123Z"));
        assertThat(fields.content("content").text()).isEqualTo("hi\n\tthere");
        assertThat(fields.content("content").mentions()).containsExactly(new UserId("u1"));
        assertThat(fields.seqs("rooms", 2)).isEqualTo(Map.of(new RoomId("r1"), 0L, new RoomId("r2"), 7L));
        assertThatCode(fields::check).doesNotThrowAnyException();
    }

    @Test
    void missingOptionalFieldsAndNullsAreNoErrors() {
        var fields = read("{\"name\": null}");

        assertThat(fields.optionalText("name", 1, 80)).isNull();
        assertThat(fields.optionalInteger("seq", 1, 2)).isNull();
        assertThat(fields.integerOr("limit", 1, 100, 50)).isEqualTo(50);
        assertThat(fields.optionalUserIds("ids", 3)).isEmpty();
        assertThat(fields.optionalTime("at")).isNull();
        assertThat(fields.optionalChoice("colour", COLOURS)).isNull();
        assertThat(fields.optionalRoomId("roomId")).isNull();
        assertThatCode(fields::check).doesNotThrowAnyException();
    }

    @Test
    void everyBadFieldIsNamedInOneAnswer() {
        var failure = failureOf(
                read("{\"seq\": \"1\"}"),
                fields -> List.of(
                        fields.roomId("roomId"),
                        fields.integer("seq", 1, 5),
                        fields.bool("on"),
                        fields.content("content"),
                        fields.choice("colour", COLOURS)));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(failure.errors())
                .containsExactly(
                        new FieldError("roomId", "is required"),
                        new FieldError("seq", "must be an integer from 1 to 5"),
                        new FieldError("on", "is required"),
                        new FieldError("content", "is required"),
                        new FieldError("colour", "is required"));
    }

    @Test
    void numbersMustBeIntegersInRange() {
        for (var bad : List.of(
                "1.5", "1e300", "123456789012345678901234567890", "-1", "101", "true", "[1]", "\"5\"", "5.0", "{}")) {
            assertThat(messages("{\"n\": " + bad + "}", fields -> fields.integer("n", 0, 100)))
                    .as(bad)
                    .containsExactly("n must be an integer from 0 to 100");
        }
    }

    @Test
    void idsMustHaveTheFormOfOne() {
        for (var bad : List.of("\"\"", "\"a b\"", "\"../x\"", "\"" + "a".repeat(65) + "\"", "\"ü\"", "7", "{}", "[]")) {
            assertThat(messages("{\"id\": " + bad + "}", fields -> fields.roomId("id")))
                    .as(bad)
                    .hasSize(1);
        }
        assertThat(messages("{\"ids\": [\"ok\", 7, null, \"a b\"]}", fields -> fields.userIds("ids", 0, 9)))
                .containsExactly("ids[1] must be an id", "ids[2] must be an id", "ids[3] must be an id");
        assertThat(messages("{\"ids\": [\"a\", \"b\"]}", fields -> fields.userIds("ids", 0, 1)))
                .containsExactly("ids must have 0 to 1 ids");
        assertThat(messages("{\"ids\": \"a\"}", fields -> fields.userIds("ids", 0, 1)))
                .containsExactly("ids must be an array of ids");
        assertThat(messages("{\"ids\": []}", fields -> fields.userIds("ids", 1, 1)))
                .containsExactly("ids must have 1 to 1 ids");
    }

    @Test
    void linesAreOneLineOfVisibleValidUnicode() {
        for (var bad : List.of("\\u0000", "a\\nb", "a\\u0007", "a\\u0085", "\\ud800", "a\\udc00b", " ", "\\u2003")) {
            assertThat(messages("{\"t\": \"" + bad + "\"}", fields -> fields.text("t", 1, 5)))
                    .as(bad)
                    .hasSize(1);
        }
    }

    @Test
    void charactersAreCodePointsNotUtf16Units() {
        var emoji = "🎉".repeat(5);

        assertThat(messages("{\"t\": \"" + emoji + "\"}", fields -> fields.text("t", 1, 5)))
                .isEmpty();
        assertThat(messages("{\"t\": \"" + emoji + "x\"}", fields -> fields.text("t", 1, 5)))
                .containsExactly("t must have 1 to 5 characters");
    }

    @Test
    void textOverItsLimitIsTooLargeAndOneAtTheLimitIsNot() {
        assertThat(messages(content("🎉".repeat(8_000)), fields -> fields.content("content")))
                .isEmpty();

        var failure = failureOf(read(content("x".repeat(8_001))), fields -> fields.content("content"));

        assertThat(failure.code()).isEqualTo(FailureCode.PAYLOAD_TOO_LARGE);
        assertThat(failure.errors())
                .containsExactly(new FieldError("content.text", "must have at most 8000 characters"));
    }

    @Test
    void sizeIsNotWhatIsWrongIfSomethingElseIsToo() {
        var failure = failureOf(
                read(content("x".repeat(8_001))),
                fields -> List.of(fields.content("content"), fields.roomId("roomId")));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(failure.errors()).hasSize(2);
    }

    @Test
    void contentIsCheckedInside() {
        for (var bad : List.of(
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"text\": 7}",
                "{\"text\": \"\"}",
                "{\"text\": \"\\u0000\"}",
                "{\"text\": \"\\ud83d\"}",
                "{\"text\": \"x\", \"mentions\": [7]}",
                "{\"text\": \"x\", \"mentions\": \"u\"}")) {
            assertThat(messages("{\"content\": " + bad + "}", fields -> fields.content("content")))
                    .as(bad)
                    .hasSize(1);
        }
    }

    @Test
    void timesAreOfRfc3339() {
        for (var bad : List.of(
                "\"\"",
                "\"tomorrow\"",
                "\"2030-01-31\"",
                "\"2030-02-30T00:00:00Z\"",
                "7",
                "\"+1000000000-01-01T00:00:00Z\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"" + "9".repeat(10_000) + "\"")) {
            assertThat(messages("{\"at\": " + bad + "}", fields -> fields.optionalTime("at")))
                    .as(bad)
                    .hasSize(1);
        }
    }

    @Test
    void seqsAreRoomsAndIntegers() {
        for (var bad : List.of(
                "[]",
                "\"x\"",
                "{\"r\": -1}",
                "{\"r\": \"1\"}",
                "{\"r\": null}",
                "{\"a b\": 1}",
                "{\"\": 1}",
                "{\"a\": 1, \"b\": 1, \"c\": 1}")) {
            assertThat(messages("{\"rooms\": " + bad + "}", fields -> fields.seqs("rooms", 2)))
                    .as(bad)
                    .hasSize(1);
        }
    }

    @Test
    void nothingButAnObjectIsARequest() {
        for (@Nullable Object bad : new @Nullable Object[] {null, "x", 7, List.of()}) {
            assertThat(failureOf(Fields.ofNullable(bad), fields -> null).errors())
                    .containsExactly(new FieldError("", "must be a JSON object"));
        }
    }

    @Test
    void answerListsNoMoreThanSomeoneReads() {
        var many = "[" + "7,".repeat(199) + "7]";

        assertThat(messages("{\"ids\": " + many + "}", fields -> fields.userIds("ids", 0, 200)))
                .hasSize(20);
    }

    private static String content(String text) {
        return new JsonObject()
                .put("content", new JsonObject().put("text", text))
                .encode();
    }

    private static Fields read(String json) {
        return Fields.of(new JsonObject(json));
    }

    private static List<String> messages(String json, Function<Fields, @Nullable Object> reading) {
        var fields = read(json);
        var unused = reading.apply(fields);
        var thrown = catchThrowableOfType(FailureException.class, fields::check);
        return thrown == null
                ? List.of()
                : thrown.failure().errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .toList();
    }

    private static Failure failureOf(Fields fields, Function<Fields, @Nullable Object> reading) {
        var unused = reading.apply(fields);
        return catchThrowableOfType(FailureException.class, fields::check).failure();
    }
}
