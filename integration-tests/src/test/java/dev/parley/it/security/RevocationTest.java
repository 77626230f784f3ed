package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A refresh token used twice was stolen: nobody keeps what came from it. */
@ExtendWith(SharedParley.class)
class RevocationTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final Parley parley;

    RevocationTest(Parley parley) {
        this.parley = parley;
    }

    @Test
    void usingARefreshTokenTwiceRevokesItsFamilyAndClosesItsSocketsOnEveryDoor() {
        var first = parley.user("Victim");
        var second = first.refreshed();
        var sockets = Arrays.stream(Door.values()).map(second::connect).toList();
        var otherDevice = first.onAnotherDevice();
        var otherSocket = otherDevice.connect();

        parley.anonymous()
                .post("/auth/refresh", new JsonObject().put("refreshToken", first.refreshToken()))
                .refused(401, "UNAUTHENTICATED");

        var deadline = System.nanoTime() + AT_ONCE.toNanos();
        sockets.forEach(socket -> assertThat(
                        Await.result("closed", Duration.ofNanos(deadline - System.nanoTime()), socket.closed())
                                .code())
                .isEqualTo(4409));
        first.rest().get("/users/me").refused(401, "UNAUTHENTICATED");
        second.rest().get("/users/me").refused(401, "UNAUTHENTICATED");
        parley.anonymous()
                .post("/auth/refresh", new JsonObject().put("refreshToken", second.refreshToken()))
                .refused(401, "UNAUTHENTICATED");
        otherDevice.rest().get("/users/me").expect(200);
        assertThat(otherSocket.request("ping").isOk())
                .as("another family lives on")
                .isTrue();
        otherSocket.close();
    }

    @Test
    void revokedTokenOpensNoDoor() {
        var user = parley.user("LoggedOut");
        parley.anonymous()
                .post("/auth/logout", new JsonObject().put("refreshToken", user.refreshToken()))
                .expect(204);

        for (var door : Door.values()) {
            try (var connection = door.open(parley)) {
                var reply = connection.send("auth", new JsonObject().put("token", user.accessToken()));
                var said = Await.result(
                        "a refusal",
                        reply.handle((answer, closed) -> answer != null
                                ? answer.code()
                                : String.valueOf(connection.closed().join().code())));
                assertThat(said).as(door.name()).isIn("UNAUTHENTICATED", "4401", "4409");
            }
        }
    }
}
