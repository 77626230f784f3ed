package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.SessionsRevoked;
import dev.parley.model.id.SessionId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections end by themselves: the deadline, the token's end, revocation, silence, limits, the node's leaving. */
class LifeTest {
    private World world = World.open();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void withoutAuthItEndsAtTheDeadlineThoughItTalks(Speaker door) {
        restart(limits(Duration.ofMillis(600), Duration.ofSeconds(25), Duration.ofSeconds(60)));
        var speaker = door.open(world);

        speaker.send("ping", null);

        assertThat(speaker.closeCode()).isEqualTo(4408);
    }

    /** All doors at once: a token's end comes in whole seconds. */
    @Test
    void expiryIsAnnouncedAndThenCloses() {
        restart(limits(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(2)));
        var end = Instant.now().plusSeconds(4);
        var speakers = openAll(world.token(world.ann, SessionId.next(), end));

        for (var speaker : speakers) {
            var warning = speaker.event("token.expiring").getJsonObject("data").getString("expiresAt");
            assertThat(Instant.parse(warning).getEpochSecond()).isEqualTo(end.getEpochSecond());
        }
        for (var speaker : speakers) {
            assertThat(speaker.closeCode()).isEqualTo(4401);
        }
        assertThat(Instant.now()).isAfterOrEqualTo(Instant.ofEpochSecond(end.getEpochSecond()));
    }

    @Test
    void newTokenOutlivesTheFirst() {
        restart(limits(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(1)));
        var speakers =
                openAll(world.token(world.ann, world.session, Instant.now().plusSeconds(3)));

        for (var speaker : speakers) {
            var first = speaker.event("token.expiring").getJsonObject("data").getString("expiresAt");
            var later = world.token(world.ann, world.session, Instant.now().plusSeconds(5));
            speaker.authenticate(later, world.ann.id());
            assertThat(Instant.parse(first)).isBefore(Instant.now().plusSeconds(3));
        }

        var firstEnd = Instant.now().plusSeconds(2);
        for (var speaker : speakers) {
            // The second warning comes only to a socket that outlived the first token.
            var second = speaker.event("token.expiring").getJsonObject("data").getString("expiresAt");
            assertThat(Instant.parse(second)).isAfter(firstEnd);
            assertThat(speaker.closeCode()).isEqualTo(4401);
        }
    }

    private List<Speaker.Connected> openAll(String token) {
        return Arrays.stream(Speaker.values())
                .map(door -> {
                    var speaker = door.open(world);
                    speaker.authenticate(token, world.ann.id());
                    return speaker;
                })
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void announcedRevocationClosesTheSessionsSocketsAndNoOthers(Speaker door) {
        var lost = SessionId.next();
        var speaker = door.open(world);
        speaker.authenticate(world.token(world.ann, lost, Instant.now().plusSeconds(900)), world.ann.id());
        var other = world.ready(world.ann);

        world.bus.publish(AuthAddresses.SESSIONS_REVOKED, new SessionsRevoked(world.ann.id(), List.of(lost)));

        assertThat(speaker.closeCode()).isEqualTo(4409);
        assertThat(other.request("ping", null).getString("type")).isEqualTo("pong");
    }

    @Test
    void revocationThatWasNotAnnouncedClosesWithinTwoSeconds() {
        var client = world.ready(world.ann);

        var before = Instant.now();
        world.revoked = List.of(world.session);

        assertThat(client.closeCode()).isEqualTo(4409);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(world.webSocket().refusal("auth", new JsonObject().put("token", world.token(world.ann))))
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void clientThatShowsNoSignOfLifeIsClosedAndOneThatPongsIsNot() {
        restart(limits(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(60)));
        var pongs = world.ready(world.ann);
        var frozen = world.ready(world.bob);

        frozen.socket().pause(); // reads nothing, so answers no ping

        World.until("the frozen one is given up", () -> world.gateway.realtime().connectionCount() == 1);
        frozen.socket().resume();
        assertThat(frozen.closeCode()).isEqualTo(4408);
        assertThat(pongs.request("ping", null).getString("type")).isEqualTo("pong");
    }

    @ParameterizedTest
    @EnumSource
    void eleventhSocketOfAUserIsRefusedAndTheTenLiveOn(Speaker door) {
        var ten = IntStream.range(0, 10).mapToObj(i -> world.ready(world.ann)).toList();

        var eleventh = door.open(world);
        eleventh.send("auth", new JsonObject().put("token", world.token(world.ann)));
        assertThat(eleventh.closeCode()).isEqualTo(4429);

        assertThat(ten).allMatch(TestClient::isOpen);
        ten.get(0).close();
        assertThat(world.ready(world.ann).isOpen()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void floodOfFramesIsRefusedAndThenClosedWith4429(Speaker door) {
        var speaker = door.open(world);
        speaker.authenticate(world.token(world.ann), world.ann.id());

        for (int i = 0; i < 600; i++) {
            speaker.tell("ping");
        }

        assertThat(speaker.closeCode()).isEqualTo(4429);
    }

    @Test
    void leavingNodeSendsClientsAwayEachAtItsOwnMomentAndClosesTheRest() {
        var clients = List.of(world.ready(world.ann), world.ready(world.bob));

        var drained = world.gateway.drain(Duration.ofMillis(800));

        for (var client : clients) {
            assertThat(client.event("goaway").getJsonObject("data").getLong("reconnectAfterMs"))
                    .isBetween(0L, 640L);
        }
        clients.get(0).close();
        assertThat(clients.get(1).closeCode()).isEqualTo(1012);
        World.await(drained);
        assertThat(world.gateway.realtime().connectionCount()).isZero();
    }

    private void restart(RealtimeLimits limits) {
        world.close();
        world = new World(limits);
    }

    private static RealtimeLimits limits(Duration deadline, Duration heartbeat, Duration notice) {
        var defaults = RealtimeLimits.DEFAULTS;
        return new RealtimeLimits(
                defaults.frameBytes(),
                deadline,
                heartbeat,
                notice,
                defaults.connectionsPerUser(),
                defaults.messagesPerSecond(),
                defaults.messageBurst(),
                defaults.framesPerSecond(),
                defaults.frameBurst(),
                defaults.operationsInFlight(),
                defaults.outputBytes(),
                defaults.connections(),
                defaults.connectionsPerAddress());
    }
}
