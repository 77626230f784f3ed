package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.GetSigningKeys;
import dev.parley.model.auth.LogIn;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.failure.FailureCode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogInTest {
    private final AuthNode node = AuthNode.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void tokensCarryTheUserAndVerifyWithThePublishedKey() {
        var user = node.register("ada");

        var tokens = node.logIn("ada");

        assertThat(tokens.tokenType()).isEqualTo("Bearer");
        assertThat(tokens.expiresIn()).isEqualTo(900);
        assertThat(tokens.user()).isEqualTo(user);
        var keys = node.ask(AuthAddresses.SIGNING_KEYS, new GetSigningKeys());
        var claims = verify(keys, tokens.accessToken());
        var now = node.clock.instant().getEpochSecond();
        assertThat(claims.getString("sub")).isEqualTo(user.id().value());
        assertThat(claims.getString("iss")).isEqualTo(keys.issuer());
        assertThat(claims.getJsonArray("aud")).containsExactly(keys.audience());
        assertThat(claims.getLong("iat")).isEqualTo(now);
        assertThat(claims.getLong("exp")).isEqualTo(now + 900);
        assertThat(claims.getString("sid")).isNotBlank();
        assertThat(claims.getString("jti")).isNotBlank();
        assertThat(claims.getString("preferred_username")).isEqualTo("ada");
        assertThat(claims.getString("name")).isEqualTo("The ada");
        assertThat(header(tokens.accessToken()).getString("kid")).isEqualTo("key-1");
        assertThat(header(tokens.accessToken()).getString("alg")).isEqualTo("RS256");
    }

    @Test
    void emailIsTakenInAnyCase() {
        node.register("ada");

        var tokens = node.ask(AuthAddresses.LOG_IN, new LogIn("ADA@example.org", AuthNode.PASSWORD, "192.0.2.1", null));

        assertThat(tokens.user().username()).isEqualTo("ada");
    }

    @Test
    void unknownAccountAndWrongPasswordAnswerAlikeAfterTheSameWork() {
        node.register("ada");

        var before = node.passwords.verifications();
        var wrong = node.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", "wrong password"));
        var afterWrong = node.passwords.verifications();
        var unknown = node.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("nobody", "wrong password"));
        var afterUnknown = node.passwords.verifications();

        assertThat(wrong.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(unknown).isEqualTo(wrong);
        assertThat(afterWrong - before).isEqualTo(1);
        assertThat(afterUnknown - afterWrong).isEqualTo(1);
    }

    @Test
    void failuresBlockKnownAndUnknownAccountsAlikeWithoutAnyWork() {
        node.register("ada");
        for (int i = 0; i < 5; i++) {
            fail("ada", "wrong password", "192.0.2." + i);
            fail("nobody", "wrong password", "198.51.100." + i);
        }
        var before = node.passwords.verifications();

        var known = node.refusal(
                AuthAddresses.LOG_IN, new LogIn("ada@example.org", AuthNode.PASSWORD, "203.0.113.1", null));
        var unknown = node.refusal(
                AuthAddresses.LOG_IN, new LogIn("nobody@example.org", AuthNode.PASSWORD, "203.0.113.2", null));

        assertThat(known.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(known.retryAfterMs()).isEqualTo(60_000);
        assertThat(unknown).isEqualTo(known);
        assertThat(node.passwords.verifications()).isEqualTo(before);
    }

    @Test
    void blockEnds() {
        node.register("ada");
        for (int i = 0; i < 5; i++) {
            fail("ada", "wrong password", "192.0.2.1");
        }

        node.clock.advance(Duration.ofMinutes(1));

        assertThat(node.logIn("ada").user().username()).isEqualTo("ada");
    }

    @Test
    void failuresFromOneAddressBlockItForEveryAccount() {
        node.register("ada");
        for (int i = 0; i < 5; i++) {
            fail("guess" + i, "wrong password", "192.0.2.1");
        }

        assertThat(node.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", AuthNode.PASSWORD))
                        .code())
                .isEqualTo(FailureCode.RATE_LIMITED);
    }

    @Test
    void guessesSentAtOnceLearnNoMoreThanTheLimitAllows() {
        node.register("ada");
        for (int i = 0; i < 4; i++) {
            fail("ada", "wrong password", "192.0.2.1");
        }

        // Both are under way before the first is answered: the pool has one thread.
        var wrong = node.bus.request(AuthAddresses.LOG_IN, AuthNode.attempt("ada", "wrong password"));
        var right = node.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", AuthNode.PASSWORD));

        assertThat(right.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(wrong.failed()).isTrue();
    }

    @Test
    void failuresCountOverAllNodesAndOnAfterOneStartsAnew() {
        var postgres = node.config.postgres();
        node.register("ada");
        try (var other = AuthNode.start(postgres)) {
            for (int i = 0; i < 5; i++) {
                var at = i % 2 == 0 ? node : other;
                assertThat(at.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", "wrong password"))
                                .code())
                        .isEqualTo(FailureCode.UNAUTHENTICATED);
            }
            assertThat(other.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", AuthNode.PASSWORD))
                            .code())
                    .isEqualTo(FailureCode.RATE_LIMITED);
        }
        try (var anew = AuthNode.start(postgres)) {
            var refusal = anew.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", AuthNode.PASSWORD));
            assertThat(refusal.code()).isEqualTo(FailureCode.RATE_LIMITED);
            assertThat(refusal.retryAfterMs()).isPositive();
            assertThat(anew.passwords.verifications()).isZero();
        }
    }

    private void fail(String username, String password, String address) {
        var refusal = node.refusal(AuthAddresses.LOG_IN, new LogIn(username + "@example.org", password, address, null));
        assertThat(refusal.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    }

    private JsonObject verify(SigningKeys keys, String token) {
        var options = new JWTAuthOptions();
        keys.keys().forEach(key -> options.addJwk(JsonObject.mapFrom(key)));
        return await(JWTAuth.create(node.vertx, options).authenticate(new TokenCredentials(token)))
                .attributes()
                .getJsonObject("accessToken");
    }

    private static JsonObject header(String token) {
        var json = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(new String(json, StandardCharsets.UTF_8));
    }
}
