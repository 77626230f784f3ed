package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.realtime.RealtimeLimits;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many sockets of one address, whoever is behind them and by whichever door. */
class PerAddressTest {
    private final World world = new World(twoPerAddress());

    @AfterEach
    void close() {
        world.close();
    }

    private static RealtimeLimits twoPerAddress() {
        var defaults = RealtimeLimits.DEFAULTS;
        return new RealtimeLimits(
                defaults.frameBytes(),
                defaults.authDeadline(),
                defaults.heartbeat(),
                defaults.expiryNotice(),
                defaults.connectionsPerUser(),
                defaults.messagesPerSecond(),
                defaults.messageBurst(),
                defaults.framesPerSecond(),
                defaults.frameBurst(),
                defaults.operationsInFlight(),
                defaults.outputBytes(),
                defaults.connections(),
                2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/ws",
                "/api/v1/sockjs/websocket",
                "/api/v1/sockjs/000/session-1/websocket",
                "/eventbus/websocket"
            })
    void oneMoreIsRefusedAtItsHandshakeUntilAnotherGoes(String path) {
        var one = world.ready(world.ann);
        var two = world.ready(world.bob);

        assertThatThrownBy(() -> World.await(world.attempt(path, Map.of())))
                .satisfies(refused -> assertThat(statusOf(refused)).isEqualTo(429));
        assertThat(refused()).isEqualTo(1);
        assertThat(two.request("ping", null).getString("type")).isEqualTo("pong");

        one.close();
        World.until("gone", () -> world.gateway.realtime().connectionCount() == 1);
        world.connect(path, Map.of()).close();
    }

    private static int statusOf(Throwable refused) {
        for (var cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpgradeRejectedException upgrade) {
                return upgrade.getStatus();
            }
        }
        throw new AssertionError(refused);
    }

    @Test
    void sessionsOverXhrCountToo() throws Exception {
        assertThat(poll("session-1").statusCode()).isEqualTo(200);
        assertThat(poll("session-2").statusCode()).isEqualTo(200);

        assertThat(poll("session-3").statusCode()).isEqualTo(429);
        assertThat(refused()).isEqualTo(1);
    }

    private HttpResponse<String> poll(String session) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + world.gateway.port() + "/api/v1/sockjs/000/" + session + "/xhr"))
                .POST(BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private double refused() {
        return world.gateway
                .measured
                .get("parley.gateway.refused")
                .tag("limit", "connectionsPerAddress")
                .counter()
                .count();
    }
}
