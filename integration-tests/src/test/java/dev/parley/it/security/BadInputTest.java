package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Nonsense, systematic and generated: never a 5xx, never a socket dead without a code, never a blocked event loop. */
@Isolated("its health checks have a deadline")
@ExtendWith(SharedParley.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final int GENERATED_REQUESTS = 8_000;
    private static final int GENERATED_FRAMES = 12_000;

    /** Of an earlier run, to repeat it. */
    private static final long SEED = Long.getLong("parley.seed", System.nanoTime());

    private final Parley parley;
    private final Scene scene;

    BadInputTest(Parley parley) {
        this.parley = parley;
        this.scene = new Scene(parley);
    }

    @TestFactory
    Stream<DynamicTest> bodiesThatAreNoJsonObject() {
        return withBody()
                .flatMap(call -> Stream.of("", "null", "[]", "7", "\"text\"", "{", "{]", "{\"a\":1}}", "\u0000")
                        .map(body -> dynamicTest(
                                call + " " + body,
                                () -> scene.ann
                                        .rest()
                                        .send(call.method(), call.path(), body, "application/json")
                                        .refused(400, "INVALID_REQUEST"))));
    }

    @TestFactory
    Stream<DynamicTest> fieldsOfAnotherType() {
        return withBody()
                .flatMap(call -> body(call).fieldNames().stream()
                        .map(field -> dynamicTest(call + " " + field, () -> {
                            var bad = body(call)
                                    .copy()
                                    .put(field, anotherType(body(call).getValue(field)));
                            var answer = scene.ann.rest().send(call.method(), call.path(), bad);
                            answer.refused(400, "INVALID_REQUEST");
                            assertThat(answer.badFields()).contains(field);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> bodiesOfAnotherMediaType() {
        return withBody()
                .map(call -> dynamicTest(
                        call.name(),
                        () -> scene.ann
                                .rest()
                                .send(call.method(), call.path(), body(call).encode(), "text/plain")
                                .refused(415, "UNSUPPORTED_MEDIA_TYPE")));
    }

    @TestFactory
    Stream<DynamicTest> framesWithBadData() {
        return Arrays.stream(Door.values())
                .flatMap(door -> SocketCalls.inRoom(scene).stream()
                        .flatMap(call -> call.data().fieldNames().stream()
                                .map(field -> dynamicTest(door + " " + call + " " + field, () -> {
                                    try (var connection = scene.ann.connect(door)) {
                                        for (var bad :
                                                List.of(anotherType(call.data().getValue(field)), 1.5)) {
                                            connection
                                                    .request(
                                                            call.operation(),
                                                            call.data().copy().put(field, bad))
                                                    .refused("INVALID_REQUEST");
                                        }
                                        connection.request("ping").ok();
                                    }
                                }))));
    }

    @TestFactory
    Stream<DynamicTest> framesThatCannotBeRead() {
        return Stream.of(Door.WEBSOCKET, Door.SOCKJS)
                .flatMap(door -> Stream.of(
                                "", "x", "null", "[]", "7", "{", "{}", "{\"type\":7}", "{\"type\":\"ping\"", "[[[[")
                        .map(frame -> dynamicTest(door + " " + frame, () -> {
                            try (var connection = scene.ann.connect(door)) {
                                connection.sendText(frame);
                                var ping = connection.send("ping", null);
                                var closed = ping.handle((reply, failure) -> reply == null)
                                        .orTimeout(10, TimeUnit.SECONDS)
                                        .join();
                                if (closed) {
                                    connection.closedWith(4400, Duration.ofSeconds(5));
                                } else {
                                    assertThat(connection.inbox().all("error")).isNotEmpty();
                                }
                            }
                        })));
    }

    @Test
    void binaryFramesAreNotRead() {
        try (var connection = scene.ann.connect()) {
            connection.wire().sendBinary(new byte[] {1, 2, 3});

            connection.closedWith(4400, Duration.ofSeconds(5));
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void twentyThousandGeneratedInputs() {
        System.out.println("Bad input: seed " + SEED + " (repeat with -Dparley.seed=" + SEED + ")");
        var random = new SplittableRandom(SEED);
        try (var watch = new LiveWatch(parley)) {
            var rest = new RestStorm(scene.bob.rest(), random.split(), restCalls()).send(GENERATED_REQUESTS);
            System.out.println("Bad input: " + GENERATED_REQUESTS + " requests " + rest);
            var calls = Stream.concat(SocketCalls.inRoom(scene).stream(), SocketCalls.outside(scene).stream())
                    .toList();
            for (var door : Door.values()) {
                var each = GENERATED_FRAMES / Door.values().length;
                var frames = new FrameStorm(parley, scene.bob, door, random.split(), calls).send(each);
                System.out.println("Bad input: " + each + " frames on " + door + " " + frames);
            }
            System.out.println("Bad input: /health/live answered " + watch.answers() + " times meanwhile");
        }
    }

    @AfterAll
    void nothingWasBlocked() {
        assertThat(parley.process().log().alarms()).isEmpty();
        assertThat(parley.process().isAlive()).isTrue();
    }

    /** All calls but those that end the caller's own account or session, and those that anyone may make. */
    private List<RestCalls.Call> restCalls() {
        var calls = new ArrayList<>(RestCalls.inRoom(scene));
        RestCalls.outside(scene).stream()
                .filter(call -> !call.name().equals("DELETE /users/me"))
                .forEach(calls::add);
        calls.addAll(RestCalls.open(scene));
        return calls;
    }

    private Stream<RestCalls.Call> withBody() {
        return Stream.of(RestCalls.inRoom(scene), RestCalls.outside(scene), RestCalls.open(scene))
                .flatMap(List::stream)
                .filter(call -> call.body() != null);
    }

    private static JsonObject body(RestCalls.Call call) {
        return Objects.requireNonNull(call.body());
    }

    private static Object anotherType(Object value) {
        return value instanceof JsonObject ? new JsonArray() : new JsonObject();
    }
}
