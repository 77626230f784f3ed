package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SockJS on its WebSocket transport: the framing around the protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SockJsDoorTest {
    private static final String PATH = "/api/v1/sockjs/000/abcdefgh/websocket";

    private World world;

    @BeforeAll
    void open() {
        world = World.open();
    }

    @AfterEach
    void closeClients() {
        world.closeClients();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void opensAndCarriesSeveralFramesInOne() {
        var client = world.connect(PATH, Map.of());
        assertThat(client.text()).isEqualTo("o");

        client.sendText(new JsonArray()
                .add(auth())
                .add("{\"type\":\"ping\",\"id\":\"ü🎉\\\"\"}")
                .encode());

        assertThat(new JsonObject(client.sockJs().getString(0)).getString("type"))
                .isEqualTo("ready");
        assertThat(new JsonObject(client.sockJs().getString(0)))
                .isEqualTo(
                        new JsonObject().put("type", "pong").put("id", "ü🎉\"").put("data", new JsonObject()));
    }

    @Test
    void oneStringWithoutAnArrayIsAFrameAndEmptyOnesAreNone() {
        var client = ready();

        client.sendText("");
        client.sendText("[]");
        client.sendText("\"{\\\"type\\\":\\\"ping\\\"}\"");

        assertThat(new JsonObject(client.sockJs().getString(0)).getString("type"))
                .isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[7]",
                "[null]",
                "[\"a\",null,\"b\"]",
                "[\"a\"",
                "[\"a\",oops\"]",
                "7",
                "null",
                "x",
                "[[\"a\"]]"
            })
    void anythingButStringsClosesWith4400ThatTheClientSees(String text) {
        var client = ready();

        client.sendText(text);

        assertThat(client.text()).startsWith("c[4400,\"");
        assertThat(client.closeCode()).isEqualTo(4400);
    }

    @Test
    void sessionsAreNotSharedByTheirIdOnTheWebSocket() {
        var one = ready();
        var two = world.connect(PATH, Map.of());

        assertThat(two.text()).isEqualTo("o");
        two.sendText(new JsonArray().add("{\"type\":\"rooms\"}").encode());
        assertThat(two.sockJs().getString(0)).contains("UNAUTHENTICATED");
        assertThat(one.isOpen()).isTrue();
    }

    @Test
    void foreignOriginsAndBadTokensAreRefusedBeforeTheUpgrade() {
        assertThat(refused(PATH, Map.of("Origin", "https://evil.example"))).isEqualTo(403);
        assertThat(refused("/api/v1/sockjs/websocket", Map.of("Origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(refused("/eventbus/websocket", Map.of("Origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(refused(PATH, Map.of("Authorization", "Bearer a.b.c"))).isEqualTo(401);
    }

    private TestClient ready() {
        var client = world.connect(PATH, Map.of());
        client.sendText(new JsonArray().add(auth()).encode());
        assertThat(client.text()).isEqualTo("o");
        assertThat(client.sockJs().getString(0)).contains("\"ready\"");
        return client;
    }

    private String auth() {
        return new JsonObject()
                .put("type", "auth")
                .put("data", new JsonObject().put("token", world.token(world.ann)))
                .encode();
    }

    private int refused(String path, Map<String, String> headers) {
        var cause = catchThrowable(() -> World.await(world.attempt(path, headers)));
        assertThat(cause).isInstanceOf(UpgradeRejectedException.class);
        return ((UpgradeRejectedException) cause).getStatus();
    }
}
