package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is there, as those see it who may. */
@ExtendWith(SharedParley.class)
class PresenceTest {
    /** The contract's grace before the last device's leaving counts. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Parley parley;
    private final TestUser ann;
    private final TestUser bob;

    PresenceTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
    }

    @Test
    void connectingMakesOneOnlineForContacts() {
        ann.befriend(bob);
        try (var atBob = bob.connect();
                var atAnn = ann.connect()) {
            atAnn.request("ping").ok();

            var presence = atBob.inbox()
                    .await("presence", event -> event.getString("userId").equals(ann.id()));

            assertThat(presence.getString("status")).isEqualTo("online");
            awaitStatus(bob, ann, "online");
        }
    }

    @Test
    void partnersOfADirectRoomAreToldToo() {
        ann.directRoom(bob);
        try (var atBob = bob.connect();
                var atAnn = ann.connect()) {
            atAnn.request("ping").ok();

            atBob.inbox().await("presence", event -> is(event, ann, "online"));
        }
    }

    @Test
    void whoBecomesAContactOrPartnerIsShownAtOnce() {
        var cy = parley.user("Cy");
        try (var atAnn = ann.connect();
                var atBob = bob.connect();
                var atCy = cy.connect()) {
            awaitStatus(bob, bob, "online");
            // Nobody's circle is known to hold the other: it was asked for just now.
            ann.rest().get("/presence?userIds=" + bob.id()).expect(200);

            ann.befriend(bob);
            atAnn.inbox().await("presence", event -> is(event, bob, "online"));
            atBob.inbox().await("presence", event -> is(event, ann, "online"));

            cy.directRoom(ann);
            atAnn.inbox().await("presence", event -> is(event, cy, "online"));
            atCy.inbox().await("presence", event -> is(event, ann, "online"));
        }
    }

    @Test
    void awayAndBusyAreShownAndOfflineCannotBeSet() {
        ann.befriend(bob);
        try (var atBob = bob.connect();
                var atAnn = ann.connect()) {
            atAnn.request("presence.set", new JsonObject().put("status", "away"))
                    .ok();
            atBob.inbox().await("presence", event -> is(event, ann, "away"));
            atAnn.request("presence.set", new JsonObject().put("status", "busy"))
                    .ok();
            atBob.inbox().await("presence", event -> is(event, ann, "busy"));

            atAnn.request("presence.set", new JsonObject().put("status", "offline"))
                    .refused("INVALID_REQUEST");
        }
    }

    @Test
    void subscribingAnswersWithWhatIsNow() {
        ann.befriend(bob);
        try (var atBob = bob.connect();
                var atAnn = ann.connect()) {
            atAnn.request("ping").ok();
            awaitStatus(bob, ann, "online");

            var now = atBob.request("presence.subscribe", new JsonObject().put("userIds", ids(ann)))
                    .objects("presence");

            assertThat(now).hasSize(1);
            assertThat(is(now.get(0), ann, "online")).isTrue();
        }
    }

    @Test
    void strangersSeeNothing() {
        var stranger = parley.user("Stranger");
        ann.befriend(bob);
        try (var atAnn = ann.connect();
                var atStranger = stranger.connect()) {
            atAnn.request("ping").ok();
            awaitStatus(bob, ann, "online");

            var seen = atStranger
                    .request("presence.subscribe", new JsonObject().put("userIds", ids(ann)))
                    .objects("presence")
                    .get(0);

            assertThat(seen.getString("status")).isEqualTo("offline");
            assertThat(seen.getString("lastSeenAt")).isNull();
            atStranger
                    .inbox()
                    .none("presence", event -> event.getString("userId").equals(ann.id()));
        }
    }

    @Test
    void leavingCountsAfterTheGraceAndTellsWhen() {
        ann.befriend(bob);
        try (var atBob = bob.connect()) {
            ann.connect().close();
            atBob.inbox().await("presence", event -> is(event, ann, "online"));
            var left = System.nanoTime();

            var offline = atBob.inbox().await("presence", event -> is(event, ann, "offline"));

            assertThat(Duration.ofNanos(System.nanoTime() - left))
                    .as("the grace")
                    .isGreaterThan(GRACE.minusSeconds(2));
            assertThat(offline.getInstant("lastSeenAt")).isNotNull();
        }
    }

    @Test
    void reloadingDoesNotFlap() {
        ann.befriend(bob);
        try (var atBob = bob.connect()) {
            ann.connect().close();
            atBob.inbox().await("presence", event -> is(event, ann, "online"));
            try (var reloaded = ann.connect()) {
                // A second user's whole grace passes while Ann, reloaded, stays.
                var witness = parley.user("Witness");
                witness.befriend(bob);
                witness.connect().close();
                atBob.inbox().await("presence", event -> is(event, witness, "offline"));

                atBob.inbox().none("presence", event -> is(event, ann, "offline"));
                assertThat(reloaded.isOpen()).isTrue();
            }
        }
    }

    @Test
    void presenceIsAskedForAtMost200AtATime() {
        var many = new JsonArray();
        IntStream.range(0, 201).forEach(i -> many.add("user-" + i));
        try (var atBob = bob.connect()) {
            atBob.request("presence.subscribe", new JsonObject().put("userIds", many))
                    .refused("INVALID_REQUEST");
        }
        bob.rest()
                .get("/presence?userIds="
                        + String.join(
                                ",",
                                many.getList().stream().map(Object::toString).toList()))
                .invalid("userIds");
        bob.rest().get("/presence").invalid("userIds");
    }

    /** Asks until {@code viewer} sees {@code seen} like that. */
    static void awaitStatus(TestUser viewer, TestUser seen, String status) {
        Await.until(
                seen.username() + " looks " + status,
                () -> viewer.rest()
                        .get("/presence?userIds=" + seen.id())
                        .expect(200)
                        .objects("presence")
                        .get(0)
                        .getString("status")
                        .equals(status));
    }

    private static boolean is(JsonObject presence, TestUser user, String status) {
        return presence.getString("userId").equals(user.id())
                && presence.getString("status").equals(status);
    }

    private static JsonArray ids(TestUser user) {
        return new JsonArray().add(user.id());
    }
}
