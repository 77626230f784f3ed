package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's devices, and how each of them ends. */
@ExtendWith(SharedParley.class)
class SessionsTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final Parley parley;

    SessionsTest(Parley parley) {
        this.parley = parley;
    }

    @Test
    void everyDeviceIsListedAndTheAskingOneIsMarked() {
        var phone = parley.user("Devices");
        var laptop = phone.onAnotherDevice();

        var seenByPhone = sessions(phone);

        assertThat(seenByPhone).hasSize(2);
        assertThat(seenByPhone)
                .filteredOn(session -> session.getBoolean("current"))
                .hasSize(1);
        assertThat(seenByPhone).allSatisfy(session -> {
            assertThat(session.getString("userAgent")).isEqualTo("integration-tests");
            assertThat(session.getInstant("createdAt")).isNotNull();
            assertThat(session.getInstant("lastSeenAt")).isNotNull();
        });
        assertThat(current(phone)).isNotEqualTo(current(laptop));
    }

    @Test
    void endedDeviceIsShutOutAtOnce() {
        var here = parley.user("Ender");
        var lost = here.onAnotherDevice();
        var socket = lost.connect();

        here.rest().delete("/auth/sessions/" + current(lost)).expect(204);

        socket.closedWith(4409, AT_ONCE);
        lost.rest().get("/users/me").refused(401, "UNAUTHENTICATED");
        refresh(lost.refreshToken()).refused(401, "UNAUTHENTICATED");
        assertThat(sessions(here)).hasSize(1);
        here.rest().get("/users/me").expect(200);
    }

    @Test
    void nobodyCanEndAnothersDevice() {
        var owner = parley.user("SessionOwner");
        var stranger = parley.user("SessionThief");

        stranger.rest().delete("/auth/sessions/" + current(owner)).refused(404, "NOT_FOUND");
        stranger.rest().delete("/auth/sessions/" + UUID.randomUUID()).refused(404, "NOT_FOUND");

        owner.rest().get("/users/me").expect(200);
    }

    @Test
    void loggingOutEndsTheSessionAndItsSockets() {
        var user = parley.user("LoggerOut");
        var socket = user.connect();

        logOut(user.refreshToken()).expect(204);

        socket.closedWith(4409, AT_ONCE);
        user.rest().get("/users/me").refused(401, "UNAUTHENTICATED");
        refresh(user.refreshToken()).refused(401, "UNAUTHENTICATED");
    }

    @Test
    void loggingOutTwiceOrWithAnUnknownTokenIsNoError() {
        var user = parley.user("Twice");

        logOut(user.refreshToken()).expect(204);
        logOut(user.refreshToken()).expect(204);
        logOut("nobody-ever-had-this-token").expect(204);
        parley.anonymous().post("/auth/logout", new JsonObject()).invalid("refreshToken");
    }

    @Test
    void refreshingGivesTwoNewTokensForTheSameSession() {
        var before = parley.user("Refresher");

        var after = before.refreshed();

        assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
        assertThat(after.refreshToken()).isNotEqualTo(before.refreshToken());
        assertThat(current(after)).isEqualTo(current(before));
        assertThat(sessions(after)).hasSize(1);
    }

    @Test
    void unknownRefreshTokensAreRefused() {
        refresh("not-a-token").refused(401, "UNAUTHENTICATED");
        parley.anonymous().post("/auth/refresh", new JsonObject()).invalid("refreshToken");
        parley.anonymous()
                .post("/auth/refresh", new JsonObject().put("refreshToken", 5))
                .invalid("refreshToken");
    }

    private Answer refresh(String token) {
        return parley.anonymous().post("/auth/refresh", new JsonObject().put("refreshToken", token));
    }

    private Answer logOut(String token) {
        return parley.anonymous().post("/auth/logout", new JsonObject().put("refreshToken", token));
    }

    private static List<JsonObject> sessions(TestUser user) {
        return user.rest().get("/auth/sessions").expect(200).objects("sessions");
    }

    private static String current(TestUser user) {
        return sessions(user).stream()
                .filter(session -> session.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }
}
