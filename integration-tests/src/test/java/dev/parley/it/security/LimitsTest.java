package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Reply;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The limits as they are when nobody configures any. In an order: the last ones shut this address out for a while. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LimitsTest {
    private static final int FRAME = 64 * 1024;
    private static final int BODY = 256 * 1024;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ParleyProcess process;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Parley parley;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TestUser ann;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TestUser bob;

    @BeforeAll
    static void startWithDefaults() {
        process = ParleyProcess.start("limits", Folders.fresh("limits"), Map.of());
        parley = Parley.at(process);
        ann = parley.user("Ann");
        bob = parley.user("Bob");
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    @Order(1)
    void bodyOverItsLimitIsTooLarge() {
        ann.rest()
                .post("/rooms", new JsonObject().put("type", "group").put("name", "x".repeat(BODY)))
                .refused(413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    @Order(1)
    void bodyMustBeJson() {
        ann.rest().send("POST", "/rooms", "<room/>", "application/xml").refused(415, "UNSUPPORTED_MEDIA_TYPE");
        ann.rest().send("POST", "/rooms", "{not json", "application/json").refused(400, "INVALID_REQUEST");
        ann.rest().send("POST", "/rooms", "[1]", "application/json").refused(400, "INVALID_REQUEST");
    }

    @Test
    @Order(1)
    void frameOverItsLimitClosesWith1009() {
        try (var connection = ann.connect()) {
            connection.tell("ping", new JsonObject().put("filler", "x".repeat(FRAME)));

            connection.closedWith(1009, Duration.ofSeconds(5));
        }
    }

    @Test
    @Order(1)
    void frameInPiecesCountsAsOne() {
        try (var connection = ann.connect()) {
            connection.wire().sendFragments("{\"type\":\"ping\",", "\"id\":\"pieces\"", "}");
            connection.request("ping").ok();
            connection.wire().sendFragments("x".repeat(FRAME / 2), "x".repeat(FRAME / 2), "x");

            connection.closedWith(1009, Duration.ofSeconds(5));
        }
    }

    @Test
    @Order(2)
    void userPostsABurstAndThenIsSlowedDownNotCutOff() {
        var room = ann.groupRoom("Burst");
        try (var connection = ann.connect()) {
            var replies = IntStream.range(0, 80)
                    .mapToObj(i -> connection.send("message.send", Messages.send(room, "burst " + i)))
                    .toList();
            var codes = new ArrayList<Reply>();
            replies.forEach(reply -> codes.add(Await.result("a reply", reply)));

            assertThat(codes).filteredOn(Reply::isOk).hasSizeBetween(40, 79);
            var refused = codes.stream().filter(reply -> !reply.isOk()).toList();
            assertThat(refused).isNotEmpty().allSatisfy(reply -> {
                reply.refused("RATE_LIMITED");
                var error = reply.failure();
                assertThat(error.getBoolean("retryable")).isTrue();
                assertThat(error.getLong("retryAfterMs")).isPositive();
            });
            Await.until(
                    "the pause is over",
                    () -> connection
                            .request("message.send", Messages.send(room, "again"))
                            .isOk());
        }
    }

    @Test
    @Order(2)
    void eleventhConnectionOfAUserIsRefused() {
        var open = new ArrayList<Connection>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(bob.connect());
            }
            var one = Door.WEBSOCKET.open(parley);
            var auth = one.send("auth", new JsonObject().put("token", bob.accessToken()));

            one.closedWith(4429, Duration.ofSeconds(5));
            assertThat(auth.handle((reply, closed) -> closed != null || !reply.isOk())
                            .join())
                    .isTrue();
            assertThat(open).allMatch(Connection::isOpen);
        } finally {
            open.forEach(Connection::close);
        }
    }

    @Test
    @Order(3)
    void tooManyFramesCloseWith4429() {
        try (var connection = ann.connect()) {
            IntStream.range(0, 1_000).forEach(i -> connection.tell("ping", null));

            connection.closedWith(4429, Duration.ofSeconds(10));
        }
    }

    @Test
    @Order(3)
    void consumerWhoDoesNotReadIsClosedAndTheOthersNoticeNothing() {
        var room = ann.groupRoom("Slow", bob);
        for (int i = 0; i < 40; i++) {
            var send = Messages.send(room, "x".repeat(8_000));
            Await.until(
                    "posted",
                    () -> ann.rest().post("/rooms/" + room + "/messages", send).status() == 201);
        }
        try (var slow = bob.connect();
                var quick = bob.connect()) {
            slow.wire().stopReading();
            // Far more pages than the server's cap and the kernel's buffers hold, at less than the frames a second
            // allowed.
            Await.until("the server gives up on it", Duration.ofSeconds(60), () -> {
                slow.tell("history", new JsonObject().put("roomId", room));
                quick.request("ping").ok();
                return process.log().text().contains("too slow");
            });
            slow.wire().readOn();

            slow.closedWith(4508, Duration.ofSeconds(20));
            quick.request("ping").ok();
        }
    }

    @Test
    @Order(10)
    void addressWithTooManyRequestsIsToldWhenToComeBack() {
        var statuses = new ArrayList<Integer>();
        Answer refused = null;
        for (int i = 0; i < 1_500 && refused == null; i++) {
            var answer = parley.anonymous().get("/users/me");
            statuses.add(answer.status());
            refused = answer.status() == 429 ? answer : null;
        }

        assertThat(statuses).as("the burst").hasSizeGreaterThan(50);
        var answer = Objects.requireNonNull(refused, "never refused");
        answer.refused(429, "RATE_LIMITED");
        assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
        Await.until(
                "after a pause it goes on",
                () -> parley.anonymous().get("/users/me").status() == 401);
    }

    @Test
    @Order(9)
    void guessingPasswordsIsStoppedEvenIfOneIsRight() {
        var guess = new JsonObject().put("email", bob.email()).put("password", "wrong guess");
        for (int i = 0; i < 5; i++) {
            parley.anonymous().post("/auth", guess).refused(401, "UNAUTHENTICATED");
        }

        var answer = parley.anonymous().post("/auth", guess);
        answer.refused(429, "RATE_LIMITED");
        assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
        parley.anonymous()
                .post("/auth", guess.copy().put("password", Parley.PASSWORD))
                .refused(429, "RATE_LIMITED");
        bob.rest().get("/users/me").expect(200);
    }
}
