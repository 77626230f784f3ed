package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens run out while sockets are open: on a server whose tokens live for seconds. */
class ExpiryTest {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(12);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ParleyProcess process;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Parley parley;

    @BeforeAll
    static void startWithShortTokens() {
        process = ParleyProcess.start(
                "short-tokens",
                Folders.fresh("short-tokens"),
                Settings.generousWith(
                        "auth.accessTokenTtl",
                        TOKEN_LIFE.toSeconds() + " seconds",
                        "gateway.expiryWarning",
                        "8 seconds"));
        parley = Parley.at(process);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @ParameterizedTest
    @EnumSource
    void socketIsWarnedAndThenClosed(Door door) {
        var user = parley.user("Expiring");
        try (var connection = user.connect(door)) {
            var warning = connection.inbox().await("token.expiring");
            assertThat(Instant.parse(warning.getString("expiresAt"))).isAfter(Instant.now());

            connection.closedWith(4401, TOKEN_LIFE.plusSeconds(5));

            Await.until(
                    "REST refuses it too", () -> user.rest().get("/users/me").status() == 401);
            user.rest().get("/users/me").refused(401, "TOKEN_EXPIRED");
            assertThat(user.refreshed().rest().get("/users/me").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void authenticatingAgainOnTheSameSocketKeepsItOpen(Door door) {
        var user = parley.user("Renewing");
        try (var connection = user.connect(door)) {
            var firstEnd = connection.inbox().await("token.expiring").getString("expiresAt");
            var renewed = user.refreshed();
            connection
                    .request("auth", new JsonObject().put("token", renewed.accessToken()))
                    .ok();

            // The second token's warning comes only to a socket that outlived the first one's.
            connection
                    .inbox()
                    .await(
                            "token.expiring",
                            warning -> !warning.getString("expiresAt").equals(firstEnd));
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void anothersTokenCannotTakeTheSocketOver() {
        var user = parley.user("Mine");
        var other = parley.user("Other");
        try (var connection = user.connect()) {
            var reply = connection.send("auth", new JsonObject().put("token", other.accessToken()));

            var refused = reply.handle((answer, closed) -> closed != null || !answer.isOk())
                    .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                    .join();

            assertThat(refused).isTrue();
        }
    }
}
