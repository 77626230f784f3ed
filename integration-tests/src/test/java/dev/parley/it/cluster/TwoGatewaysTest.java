package dev.parley.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Cluster;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People who came in by different gateways meet as if there were one. */
@Tag("cluster")
@ExtendWith(SharedParley.class)
class TwoGatewaysTest {
    private final Parley one;
    private final Parley other;
    private final TestUser ann;
    private final TestUser bob;

    TwoGatewaysTest(Cluster cluster) {
        this.one = cluster.parley(0);
        this.other = cluster.parley(1);
        this.ann = one.user("Ann");
        this.bob = other.user("Bob");
    }

    @Test
    void roomIsSharedInOneOrder() {
        var room = ann.groupRoom("Common", bob);
        try (var atOne = ann.connect();
                var atOther = bob.connect(Door.SOCKJS)) {
            for (int i = 0; i < 20; i++) {
                (i % 2 == 0 ? atOne : atOther).post(room, "message " + i);
            }
            atOne.inbox().await("message.created", event -> text(event).equals("message 19"));
            atOther.inbox().await("message.created", event -> text(event).equals("message 19"));

            assertThat(atOne.inbox().all("message.created"))
                    .isEqualTo(atOther.inbox().all("message.created"))
                    .hasSize(20);
        }
    }

    private static String text(JsonObject event) {
        return event.getJsonObject("data").getJsonObject("content").getString("text");
    }

    @Test
    void presenceIsSeenAcross() {
        ann.befriend(bob);
        try (var atOne = ann.connect()) {
            try (var atOther = bob.connect()) {
                atOne.inbox().await("presence", event -> isOf(bob, "online", event));
                assertThat(atOther.isOpen()).isTrue();
            }
            atOne.inbox().await("presence", event -> isOf(bob, "offline", event));
        }
    }

    private static boolean isOf(TestUser user, String status, JsonObject event) {
        return user.id().equals(event.getString("userId")) && status.equals(event.getString("status"));
    }

    @Test
    void revocationClosesSocketsEverywhere() {
        var socket = ann.at(other).connect();
        var began = System.nanoTime();
        ann.rest()
                .put(
                        "/users/me/password",
                        new JsonObject()
                                .put("currentPassword", Parley.PASSWORD)
                                .put("newPassword", "quite another one"))
                .expect(204);
        assertThat(socket.isOpen()).as("one's own session goes on").isTrue();

        one.anonymous()
                .post("/auth/logout", new JsonObject().put("refreshToken", ann.refreshToken()))
                .expect(204);

        socket.closedWith(4409, Duration.ofSeconds(2)); // the contract's
        Await.until(
                "the token is refused at the other gateway",
                Duration.ofSeconds(2),
                () -> other.anonymous().as(ann.accessToken()).get("/users/me").status() == 401);
        System.out.printf("Revocation across gateways: %d ms%n", (System.nanoTime() - began) / 1_000_000);
    }

    @Test
    void clientResumesAtTheOtherGateway() {
        var room = ann.groupRoom("Resumed", bob);
        try (var atOne = bob.at(one).connect()) {
            ann.post(room, "seen");
            atOne.inbox().await("message.created");
        }
        ann.post(room, "missed");
        try (var atOther = bob.connect()) {
            var synced = atOther.request("sync", new JsonObject().put("rooms", new JsonObject().put(room, 2)));
            assertThat(synced.objects("rooms").get(0).getJsonArray("events"))
                    .singleElement()
                    .satisfies(event -> assertThat(text((JsonObject) event)).isEqualTo("missed"));
        }
    }

    @Test
    void httpTransportIsToldThatItsSessionIsNotHere() {
        var session = "/sockjs/000/" + UUID.randomUUID();
        one.anonymous().post(session + "/xhr", new JsonObject()).expect(200);

        one.anonymous().post(session + "/xhr_send", new JsonObject()).refused(400, "INVALID_REQUEST");
        other.anonymous().post(session + "/xhr_send", new JsonObject()).refused(404, "NOT_FOUND");
    }
}
