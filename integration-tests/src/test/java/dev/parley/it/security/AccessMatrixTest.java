package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Reply;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation by everyone who may not: each is refused with the right code, by REST and on all three doors. */
@ExtendWith(SharedParley.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
    private final Parley parley;
    private final Scene scene;

    AccessMatrixTest(Parley parley) {
        this.parley = parley;
        this.scene = new Scene(parley);
    }

    @TestFactory
    Stream<DynamicTest> restRefusesBadTokens() {
        return Arrays.stream(BadToken.values()).flatMap(bad -> {
            var token = bad.forge(parley.process().data(), scene.ann);
            var caller =
                    token.isEmpty() ? parley.anonymous() : parley.anonymous().as(token);
            return Stream.of(RestCalls.inRoom(scene), RestCalls.outside(scene), RestCalls.forAdmins())
                    .flatMap(List::stream)
                    .map(call -> dynamicTest(bad + " " + call, () -> {
                        var answer = call.by(caller);
                        answer.refused(401, bad.code());
                        assertThat(answer.header("www-authenticate")).startsWith("Bearer");
                    }));
        });
    }

    @TestFactory
    Stream<DynamicTest> doorsRefuseBadTokensAndWhateverComesAfterThem() {
        return Arrays.stream(Door.values())
                .flatMap(door -> Arrays.stream(BadToken.values()).flatMap(bad -> {
                    var token = bad.forge(parley.process().data(), scene.ann);
                    return Stream.concat(SocketCalls.inRoom(scene).stream(), SocketCalls.outside(scene).stream())
                            .map(call ->
                                    dynamicTest(door + " " + bad + " " + call, () -> refused(door, bad, token, call)));
                }));
    }

    /** Sends the bad token and, before that is answered, the operation. */
    private void refused(Door door, BadToken bad, String token, SocketCalls.Call call) {
        try (var connection = door.open(parley)) {
            CompletableFuture<Reply> auth = token.isEmpty()
                    ? new CompletableFuture<>()
                    : connection.send("auth", new JsonObject().put("token", token));
            var operation = connection.send(call.operation(), call.data());

            assertThat(codeOrClose(connection, operation)).isIn("UNAUTHENTICATED", "closed 4401");
            if (!token.isEmpty()) {
                assertThat(codeOrClose(connection, auth)).isIn(bad.code(), "closed 4401");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> upgradesWithABadTokenAreRefused() {
        return Arrays.stream(Door.values())
                .flatMap(door -> Arrays.stream(BadToken.values())
                        .filter(bad -> bad != BadToken.NO_TOKEN)
                        .map(bad -> dynamicTest(door + " " + bad, () -> {
                            var token = bad.forge(parley.process().data(), scene.ann);
                            var headers = Map.of("Authorization", "Bearer " + token);
                            assertThat(upgraded(door, headers)).isIn("HTTP 401", "closed 4401");
                        })));
    }

    private String upgraded(Door door, Map<String, String> headers) {
        try (var connection = door.open(parley, headers)) {
            return "closed "
                    + Await.result("refused", Duration.ofSeconds(5), connection.closed())
                            .code();
        } catch (CompletionException e) {
            return "HTTP " + door.upgrade(parley, headers);
        }
    }

    @TestFactory
    Stream<DynamicTest> restRefusesWhoIsNotAMember() {
        return RestCalls.inRoom(scene).stream()
                .map(call -> dynamicTest(
                        call.name(), () -> call.by(scene.stranger.rest()).refused(403, "FORBIDDEN")));
    }

    /** Owning a room makes nobody an admin of the server. */
    @TestFactory
    Stream<DynamicTest> restRefusesWhoIsNoAdmin() {
        return RestCalls.forAdmins().stream()
                .map(call ->
                        dynamicTest(call.name(), () -> call.by(scene.ann.rest()).refused(403, "FORBIDDEN")));
    }

    @TestFactory
    Stream<DynamicTest> doorsRefuseWhoIsNotAMember() {
        return Arrays.stream(Door.values())
                .flatMap(door -> SocketCalls.inRoom(scene).stream()
                        .map(call -> dynamicTest(door + " " + call, () -> {
                            try (var connection = scene.stranger.connect(door)) {
                                connection
                                        .request(call.operation(), call.data())
                                        .refused("FORBIDDEN");
                            }
                        })));
    }

    /** Bob's token on what is Ann's: her room, her message, her seat, her session. */
    @TestFactory
    Stream<DynamicTest> anothersTokenDoesNotReachWhatIsMine() {
        var forbidden = RestCalls.inRoom(scene).stream()
                .filter(call -> call.name()
                        .matches("(PATCH|DELETE) /rooms/\\{id}(/messages/\\{id}|/members/\\{owner})?"
                                + "|POST /rooms/\\{id}/members"))
                .map(call ->
                        dynamicTest(call.name(), () -> call.by(scene.bob.rest()).refused(403, "FORBIDDEN")));
        var session = dynamicTest(
                "DELETE /auth/sessions/{id}",
                () -> scene.bob.rest().delete("/auth/sessions/" + scene.session).refused(404, "NOT_FOUND"));
        var onDoors = Arrays.stream(Door.values())
                .flatMap(door -> SocketCalls.inRoom(scene).stream()
                        .filter(call -> call.operation().matches("message\\.(edit|delete)"))
                        .map(call -> dynamicTest(door + " " + call, () -> {
                            try (var connection = scene.bob.connect(door)) {
                                connection
                                        .request(call.operation(), call.data())
                                        .refused("FORBIDDEN");
                            }
                        })));
        return Stream.of(forbidden, Stream.of(session), onDoors).flatMap(tests -> tests);
    }

    /** A user id in data or headers is never believed. */
    @TestFactory
    Stream<DynamicTest> nobodySpeaksForAnother() {
        return Arrays.stream(Door.values())
                .map(door -> dynamicTest(door.name(), () -> {
                    try (var connection = scene.bob.connect(door)) {
                        var send = Messages.send(scene.group, "who am I?")
                                .put("userId", scene.ann.id())
                                .put("sender", new JsonObject().put("id", scene.ann.id()))
                                .put("actor", scene.ann.id())
                                .put("token", scene.ann.accessToken());
                        var id = connection.request("message.send", send).ok().getString("messageId");

                        var stored = connection
                                .inbox()
                                .await(
                                        "message.created",
                                        event -> event.getJsonObject("data")
                                                .getString("id")
                                                .equals(id));

                        assertThat(stored.getString("actor")).isEqualTo(scene.bob.id());
                        assertThat(stored.getJsonObject("data")
                                        .getJsonObject("sender")
                                        .getString("id"))
                                .isEqualTo(scene.bob.id());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> blockedUserIsRefused() {
        var text = Messages.body("please");
        var rest = Stream.of(
                dynamicTest(
                        "POST /rooms",
                        () -> scene.blocked
                                .rest()
                                .post(
                                        "/rooms",
                                        new JsonObject()
                                                .put("type", "direct")
                                                .put("memberIds", RestCalls.ids(scene.ann.id())))
                                .refused(403, "FORBIDDEN")),
                dynamicTest(
                        "POST /rooms/{id}/messages",
                        () -> scene.blocked
                                .rest()
                                .post("/rooms/" + scene.directWithBlocked + "/messages", text)
                                .refused(403, "FORBIDDEN")),
                dynamicTest(
                        "POST /contacts",
                        () -> scene.blocked
                                .rest()
                                .post("/contacts", new JsonObject().put("userId", scene.ann.id()))
                                .refused(403, "FORBIDDEN")),
                dynamicTest(
                        "POST /rooms of a group",
                        () -> scene.blocked
                                .rest()
                                .post(
                                        "/rooms",
                                        new JsonObject()
                                                .put("type", "group")
                                                .put("name", "Trap")
                                                .put("memberIds", RestCalls.ids(scene.ann.id())))
                                .refused(403, "FORBIDDEN")));
        var doors = Arrays.stream(Door.values())
                .map(door -> dynamicTest(door + " message.send", () -> {
                    try (var connection = scene.blocked.connect(door)) {
                        connection
                                .request("message.send", text.copy().put("roomId", scene.directWithBlocked))
                                .refused("FORBIDDEN");
                    }
                }));
        return Stream.concat(rest, doors);
    }

    private static String codeOrClose(Connection connection, CompletableFuture<Reply> reply) {
        return Await.result(
                "a reply or a close",
                reply.handle((answer, failure) -> answer != null
                        ? answer.code()
                        : "closed " + connection.closed().join().code()));
    }
}
