package dev.parley.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.Revocations;
import dev.parley.model.auth.SessionsRevoked;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {
    private static final SigningKey KEY = new SigningKey("k1");
    private static final SigningKey OTHER_KEY = new SigningKey("k2");

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final PublicUser ann = new PublicUser(UserId.next(), "ann", "Ann");
    private final SessionId session = SessionId.next();
    private final Instant later = Instant.now().plusSeconds(900);
    private volatile SigningKeys published = KEY.published();
    private volatile Instant now = Instant.now();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final AtomicInteger asked = new AtomicInteger();

    private TokenVerifier verifier;
    private RevokedSessions revoked;

    @BeforeEach
    void start() throws Exception {
        bus.serve(
                        AuthAddresses.LIST_REVOCATIONS,
                        ask -> Future.succeededFuture(new Revocations(List.of(), Instant.now())))
                .await(10, TimeUnit.SECONDS);
        revoked = await(RevokedSessions.start(vertx, bus, Clock.systemUTC(), Duration.ofMinutes(15)));
        verifier = new TokenVerifier(new SigningKeyRing(vertx, bus, clock), revoked, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void goodTokenNamesItsCaller() throws Exception {
        serveKeys();

        var caller = await(verifier.verify(KEY.token(ann, session, later)));

        assertThat(caller.user()).isEqualTo(ann);
        assertThat(caller.sessionId()).isEqualTo(session);
        assertThat(caller.expiresAt().getEpochSecond()).isEqualTo(later.getEpochSecond());
    }

    @Test
    void expiredTokenIsToldFromABadOne() throws Exception {
        serveKeys();
        var past = Instant.now().minusSeconds(60);

        assertThat(refusal(KEY.token(ann, session, past))).isEqualTo(FailureCode.TOKEN_EXPIRED);
        assertThat(refusal(OTHER_KEY.token(ann, session, past))).isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(refusal(KEY.signed(claims().put("aud", "others").put("exp", past.getEpochSecond()))))
                .isEqualTo(FailureCode.UNAUTHENTICATED);
    }

    @Test
    void tokensThatSayHowTheyWantToBeCheckedAreRefused() throws Exception {
        serveKeys();

        assertBad(KEY.unsigned(claims(), "."));
        assertBad(KEY.unsigned(claims(), ""));
        assertBad(KEY.unsigned(claims(), ".AAAA"));
        assertBad(KEY.signedWithThePublicKey(claims()));
        assertBad(KEY.signed(new JsonObject().put("alg", "RS256"), claims())); // no kid
        assertBad(KEY.signed(new JsonObject().put("alg", "rs256").put("kid", "k1"), claims()));
        assertBad(KEY.signed(new JsonObject().put("alg", 256).put("kid", "k1"), claims()));
    }

    @Test
    void claimsThatAreMissingOrOfAnotherTypeAreRefused() throws Exception {
        serveKeys();

        for (var name : List.of("exp", "sub", "sid", "preferred_username", "name", "iss", "aud")) {
            var missing = claims();
            missing.remove(name);
            assertBad(KEY.signed(missing));
            assertBad(KEY.signed(claims().put(name, new JsonObject())));
            assertBad(KEY.signed(claims().putNull(name)));
        }
        assertBad(KEY.signed(claims().put("iss", "others")));
        assertBad(KEY.signed(claims().put("aud", "others")));
        assertBad(KEY.signed(claims().put("sub", "../etc")));
        assertBad(KEY.signed(claims().put("exp", "tomorrow")));
    }

    @Test
    void tamperedAndUnreadableTokensAreRefused() throws Exception {
        serveKeys();
        var good = KEY.token(ann, session, later).split("\\.", -1);
        var forged = KEY.token(new PublicUser(UserId.next(), "eve", "Eve"), session, later)
                .split("\\.", -1);

        assertBad(good[0] + "." + forged[1] + "." + good[2]);
        assertBad(good[0] + "." + good[1] + "." + forged[2]);
        for (var garbage :
                List.of("", ".", "..", "a.b.c", "e30.e30.e30", "W10.W10.W10", "x".repeat(100_000), good[0])) {
            assertBad(garbage);
        }
    }

    @Test
    void revokedSessionsTokenIsRefusedThoughItHasNotExpired() throws Exception {
        serveKeys();
        var token = KEY.token(ann, session, later);
        assertGood(token);
        var heard = Promise.<SessionId>promise();
        revoked.onRevoked(heard::complete);

        bus.publish(AuthAddresses.SESSIONS_REVOKED, new SessionsRevoked(ann.id(), List.of(session)));

        assertThat(await(heard.future())).isEqualTo(session);
        assertBad(token);
    }

    @Test
    void keysAreAskedForAgainAfterARotationButNotForEveryUnknownOne() throws Exception {
        serveKeys();
        assertGood(KEY.token(ann, session, later));
        assertGood(KEY.token(ann, session, later));
        assertThat(asked).hasValue(1);

        for (int i = 0; i < 20; i++) {
            assertBad(KEY.signed(new JsonObject().put("alg", "RS256").put("kid", "unknown" + i), claims()));
        }
        assertThat(asked).hasValue(1); // by the clock, no second has passed

        published = new SigningKeys(List.of(KEY.jwk(), OTHER_KEY.jwk()), SigningKey.ISSUER, SigningKey.AUDIENCE);
        now = now.plusSeconds(2);
        assertGood(OTHER_KEY.token(ann, session, later));
    }

    @Test
    void withoutAuthVerticleItIsNobodysFaultAndHeldKeysGoOn() throws Exception {
        assertThat(refusal(KEY.token(ann, session, later))).isEqualTo(FailureCode.UNAVAILABLE);

        serveKeys();

        assertGood(KEY.token(ann, session, later));
    }

    @Test
    void withoutASingleKeyNothingIsLetIn() throws Exception {
        published = new SigningKeys(List.of(), SigningKey.ISSUER, SigningKey.AUDIENCE);
        serveKeys();

        assertBad(KEY.token(ann, session, later));
        assertBad(KEY.unsigned(claims(), ""));
    }

    private JsonObject claims() {
        return SigningKey.claims(ann, session, later);
    }

    private void serveKeys() throws Exception {
        bus.serve(AuthAddresses.SIGNING_KEYS, ask -> {
                    asked.incrementAndGet();
                    return Future.succeededFuture(published);
                })
                .await(10, TimeUnit.SECONDS);
    }

    private void assertGood(String token) throws Exception {
        assertThat(await(verifier.verify(token)).userId()).isEqualTo(ann.id());
    }

    private void assertBad(String token) {
        assertThat(refusal(token)).as(token).isEqualTo(FailureCode.UNAUTHENTICATED);
    }

    private FailureCode refusal(String token) {
        var cause = catchThrowable(() -> await(verifier.verify(token)));
        assertThat(cause).isInstanceOf(FailureException.class);
        return ((FailureException) cause).failure().code();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
