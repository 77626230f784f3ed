package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.ChangePassword;
import dev.parley.model.auth.DeviceSession;
import dev.parley.model.auth.DeviceSessions;
import dev.parley.model.auth.EndSession;
import dev.parley.model.auth.ListRevocations;
import dev.parley.model.auth.ListSessions;
import dev.parley.model.auth.LogIn;
import dev.parley.model.auth.LogOut;
import dev.parley.model.auth.RefreshTokens;
import dev.parley.model.auth.Tokens;
import dev.parley.model.auth.User;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final AuthNode node = AuthNode.start();
    private User ada = node.register("ada");

    @BeforeEach
    void someoneElseIsLoggedInToo() {
        node.register("bob");
        node.logIn("bob");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void refreshGivesTwoNewTokensOfTheSameSession() {
        var first = node.logIn("ada");
        node.clock.advance(Duration.ofDays(29));

        var second = refresh(first);

        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(session(second)).isEqualTo(session(first));
        assertThat(second.user()).isEqualTo(ada);
        node.clock.advance(Duration.ofDays(29));
        refresh(second);
    }

    @Test
    void secondUseEndsTheFamilyAndTellsTheGateways() {
        var first = node.logIn("ada");
        var other = node.logIn("ada");
        var second = refresh(first);
        var revoked = node.listen(AuthAddresses.SESSIONS_REVOKED);

        assertThat(refusedRefresh(first)).isEqualTo(FailureCode.UNAUTHENTICATED);

        assertThat(refusedRefresh(second)).isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(revoked.next().sessionIds()).containsExactly(session(first));
        assertThat(revoked.events()).isEmpty();
        refresh(other);
    }

    @Test
    void ofTwoUsesAtTheSameMomentOneWinsAndTheFamilyEnds() {
        var first = node.logIn("ada");
        var request = new RefreshTokens(first.refreshToken(), "192.0.2.1", null);

        var both = Stream.of(
                        node.bus.request(AuthAddresses.REFRESH, request),
                        node.bus.request(AuthAddresses.REFRESH, request))
                .toList();
        await(Future.join(both).otherwiseEmpty());

        assertThat(both).filteredOn(Future::succeeded).hasSize(1);
        var winner = both.stream()
                .filter(Future::succeeded)
                .findFirst()
                .orElseThrow()
                .result();
        assertThat(refusedRefresh(winner)).isEqualTo(FailureCode.UNAUTHENTICATED);
    }

    @Test
    void oldAndUnknownTokensAreRefused() {
        var tokens = node.logIn("ada");
        node.clock.advance(Duration.ofDays(30));

        assertThat(refusedRefresh(tokens)).isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(node.refusal(AuthAddresses.REFRESH, new RefreshTokens("made up", "192.0.2.1", null))
                        .code())
                .isEqualTo(FailureCode.UNAUTHENTICATED);
    }

    @Test
    void loggingOutEndsThatSessionOnly() {
        var leaving = node.logIn("ada");
        var staying = node.logIn("ada");
        var revoked = node.listen(AuthAddresses.SESSIONS_REVOKED);

        node.ask(AuthAddresses.LOG_OUT, new LogOut(leaving.refreshToken()));
        node.ask(AuthAddresses.LOG_OUT, new LogOut(leaving.refreshToken()));
        node.ask(AuthAddresses.LOG_OUT, new LogOut("made up"));

        assertThat(refusedRefresh(leaving)).isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(revoked.next().sessionIds()).containsExactly(session(leaving));
        refresh(staying);
        assertThat(revoked.events()).isEmpty();
    }

    @Test
    void sessionsAreListedLastUsedFirst() {
        var old = node.ask(AuthAddresses.LOG_IN, new LogIn("ada@example.org", AuthNode.PASSWORD, "192.0.2.1", "phone"));
        node.clock.advance(Duration.ofMinutes(1));
        var current = node.logIn("ada");
        node.clock.advance(Duration.ofMinutes(1));
        refresh(old);

        var listed = list(ada.id(), session(current));

        assertThat(listed.sessions()).extracting(DeviceSession::id).containsExactly(session(old), session(current));
        assertThat(listed.sessions()).extracting(DeviceSession::current).containsExactly(false, true);
        assertThat(listed.sessions().get(0).userAgent()).isEqualTo("phone");
        assertThat(listed.sessions().get(0).lastSeenAt())
                .isEqualTo(listed.sessions().get(0).createdAt().plus(Duration.ofMinutes(2)));
    }

    @Test
    void expiredSessionIsNotListed() {
        var tokens = node.logIn("ada");
        node.clock.advance(Duration.ofDays(30));

        assertThat(list(ada.id(), session(tokens)).sessions()).isEmpty();
    }

    @Test
    void endedSessionIsGoneAndAnothersIsNotFound() {
        var current = node.logIn("ada");
        var lost = node.logIn("ada");
        var bobs = node.logIn("bob");
        var revoked = node.listen(AuthAddresses.SESSIONS_REVOKED);

        node.ask(AuthAddresses.END_SESSION, new EndSession(ada.id(), session(lost)));

        assertThat(refusedRefresh(lost)).isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(revoked.next().userId()).isEqualTo(ada.id());
        assertThat(list(ada.id(), session(current)).sessions())
                .extracting(DeviceSession::id)
                .containsExactly(session(current));
        for (var notMine : new SessionId[] {session(lost), session(bobs), new SessionId("unknown")}) {
            assertThat(node.refusal(AuthAddresses.END_SESSION, new EndSession(ada.id(), notMine))
                            .code())
                    .isEqualTo(FailureCode.NOT_FOUND);
        }
        refresh(bobs);
    }

    @Test
    void changedPasswordEndsEveryOtherSession() {
        var current = node.logIn("ada");
        var other = node.logIn("ada");
        var revoked = node.listen(AuthAddresses.SESSIONS_REVOKED);

        node.ask(AuthAddresses.CHANGE_PASSWORD, change(current, AuthNode.PASSWORD, "battery staple"));

        assertThat(revoked.next().sessionIds()).containsExactly(session(other));
        refresh(current);
        assertThat(refusedRefresh(other)).isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(node.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", AuthNode.PASSWORD))
                        .code())
                .isEqualTo(FailureCode.UNAUTHENTICATED);
        node.ask(AuthAddresses.LOG_IN, AuthNode.attempt("ada", "battery staple"));
    }

    @Test
    void passwordIsNotChangedWithoutTheOldOneNorToABadOne() {
        var current = node.logIn("ada");

        var bad = node.refusal(AuthAddresses.CHANGE_PASSWORD, change(current, AuthNode.PASSWORD, "short"));
        assertThat(bad.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(bad.errors().get(0).field()).isEqualTo("newPassword");
        for (int i = 0; i < 5; i++) {
            assertThat(node.refusal(AuthAddresses.CHANGE_PASSWORD, change(current, "wrong password", "battery staple"))
                            .code())
                    .isEqualTo(FailureCode.UNAUTHENTICATED);
        }

        assertThat(node.refusal(AuthAddresses.CHANGE_PASSWORD, change(current, AuthNode.PASSWORD, "battery staple"))
                        .code())
                .isEqualTo(FailureCode.RATE_LIMITED);
        node.logIn("ada");
    }

    @Test
    void revocationsAreListedSinceATime() {
        var start = node.ask(AuthAddresses.LIST_REVOCATIONS, new ListRevocations(Instant.EPOCH));
        assertThat(start.sessionIds()).isEmpty();
        var tokens = node.logIn("ada");
        node.ask(AuthAddresses.LOG_OUT, new LogOut(tokens.refreshToken()));

        var since = node.ask(AuthAddresses.LIST_REVOCATIONS, new ListRevocations(start.asOf()));
        var after = node.ask(
                AuthAddresses.LIST_REVOCATIONS, new ListRevocations(since.asOf().plusMillis(1)));

        assertThat(since.sessionIds()).containsExactly(session(tokens));
        assertThat(since.asOf()).isAfter(start.asOf());
        assertThat(after.sessionIds()).isEmpty();
    }

    private ChangePassword change(Tokens current, String from, String to) {
        return new ChangePassword(ada.id(), session(current), from, to);
    }

    @CanIgnoreReturnValue
    private Tokens refresh(Tokens tokens) {
        return node.ask(AuthAddresses.REFRESH, new RefreshTokens(tokens.refreshToken(), "192.0.2.1", null));
    }

    private FailureCode refusedRefresh(Tokens tokens) {
        return node.refusal(AuthAddresses.REFRESH, new RefreshTokens(tokens.refreshToken(), "192.0.2.1", null))
                .code();
    }

    private DeviceSessions list(UserId userId, SessionId current) {
        return node.ask(AuthAddresses.LIST_SESSIONS, new ListSessions(userId, current));
    }

    private static SessionId session(Tokens tokens) {
        var payload = Base64.getUrlDecoder().decode(tokens.accessToken().split("\\.", -1)[1]);
        return new SessionId(new JsonObject(new String(payload, StandardCharsets.UTF_8)).getString("sid"));
    }
}
