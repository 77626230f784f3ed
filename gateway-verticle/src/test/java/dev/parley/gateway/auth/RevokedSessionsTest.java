package dev.parley.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.ListRevocations;
import dev.parley.model.auth.Revocations;
import dev.parley.model.auth.SessionsRevoked;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevokedSessionsTest {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final SessionId session = SessionId.next();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile List<SessionId> stored = List.of();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final BlockingQueue<ListRevocations> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<SessionId> told = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void announcedRevocationIsToldOnceAtOnce() throws Exception {
        serve();
        var revoked = start();

        announce();
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(session);
        announce();
        stored = List.of(session);
        awaitQuestion();
        awaitQuestion();

        assertThat(told).isEmpty();
        assertThat(revoked.contains(session)).isTrue();
        assertThat(revoked.contains(SessionId.next())).isFalse();
    }

    @Test
    void missedAnnouncementIsHealedWithinTwoSeconds() throws Exception {
        serve();
        var revoked = start();
        awaitQuestion();

        stored = List.of(session);

        assertThat(told.poll(2, TimeUnit.SECONDS)).isEqualTo(session);
        assertThat(revoked.contains(session)).isTrue();
    }

    @Test
    void firstQuestionReachesBackATokensLifeAndLaterOnesALittle() throws Exception {
        serve();
        var revoked = start();

        assertThat(nextQuestion().since()).isEqualTo(now.minus(TOKEN_LIFE));
        assertThat(nextQuestion().since()).isBetween(now.minusSeconds(10), now.minusSeconds(1));
        assertThat(revoked.contains(session)).isFalse();
    }

    @Test
    void outageIsSurvivedAndCaughtUpWith() throws Exception {
        var revoked = start(); // nobody answers
        announce();
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(session);
        var other = SessionId.next();
        stored = List.of(other);

        serve();

        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(other);
        assertThat(revoked.contains(session)).isTrue();
    }

    @Test
    void sessionIsForgottenWhenItsLastTokenHasExpired() throws Exception {
        serve();
        var revoked = start();
        announce();
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(session);

        now = now.plus(TOKEN_LIFE).plusSeconds(1);
        awaitQuestion();
        awaitQuestion();

        assertThat(revoked.contains(session)).isFalse();
    }

    private RevokedSessions start() throws Exception {
        var revoked = RevokedSessions.start(vertx, bus, clock, TOKEN_LIFE).await(10, TimeUnit.SECONDS);
        revoked.onRevoked(told::add);
        return revoked;
    }

    private void serve() throws Exception {
        bus.serve(AuthAddresses.LIST_REVOCATIONS, ask -> {
                    asked.add(ask);
                    return Future.succeededFuture(new Revocations(stored, now));
                })
                .await(10, TimeUnit.SECONDS);
    }

    private void announce() {
        bus.publish(AuthAddresses.SESSIONS_REVOKED, new SessionsRevoked(UserId.next(), List.of(session)));
    }

    private void awaitQuestion() throws Exception {
        assertThat(nextQuestion()).isNotNull();
    }

    private ListRevocations nextQuestion() throws Exception {
        var question = asked.poll(5, TimeUnit.SECONDS);
        return Objects.requireNonNull(question, "auth-verticle was not asked");
    }
}
