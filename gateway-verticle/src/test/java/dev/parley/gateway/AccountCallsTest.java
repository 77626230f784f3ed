package dev.parley.gateway;

import static dev.parley.gateway.Samples.BOB;
import static dev.parley.gateway.TestGateway.ADA;
import static dev.parley.gateway.TestGateway.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.ChangePassword;
import dev.parley.model.auth.DeleteUser;
import dev.parley.model.auth.DeviceSession;
import dev.parley.model.auth.DeviceSessions;
import dev.parley.model.auth.EndSession;
import dev.parley.model.auth.ListSessions;
import dev.parley.model.auth.LogIn;
import dev.parley.model.auth.LogOut;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.auth.RefreshTokens;
import dev.parley.model.auth.RegisterUser;
import dev.parley.model.auth.SearchUsers;
import dev.parley.model.auth.Tokens;
import dev.parley.model.auth.UpdateUser;
import dev.parley.model.bus.Done;
import dev.parley.model.id.SessionId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Accounts, sessions and people: what auth-verticle is asked, and that the answer is as documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountCallsTest {
    private static final String BOBS_ID = BOB.id().value();

    private final TestGateway gateway = TestGateway.listening();
    private final FakeVerticles verticles = gateway.verticles;
    private final DocumentedCalls documented = new DocumentedCalls(gateway);
    private final HttpCalls http = gateway.calls();
    private final String token = gateway.token();

    @BeforeAll
    void answer() {
        var tokens = new Tokens("access", "refresh", "Bearer", 900, Samples.ADAS_ACCOUNT);
        verticles.answer(AuthAddresses.REGISTER, ask -> Samples.ADAS_ACCOUNT);
        verticles.answer(AuthAddresses.LOG_IN, ask -> tokens);
        verticles.answer(AuthAddresses.REFRESH, ask -> tokens);
        verticles.answer(AuthAddresses.LOG_OUT, ask -> Done.DONE);
        verticles.answer(
                AuthAddresses.LIST_SESSIONS,
                ask -> new DeviceSessions(List.of(new DeviceSession(SESSION, Samples.AT, Samples.AT, "curl/8", true))));
        verticles.answer(AuthAddresses.END_SESSION, ask -> Done.DONE);
        verticles.answer(AuthAddresses.GET_USER, ask -> Samples.ADAS_ACCOUNT);
        verticles.answer(AuthAddresses.UPDATE_USER, ask -> Samples.ADAS_ACCOUNT);
        verticles.answer(AuthAddresses.DELETE_USER, ask -> Done.DONE);
        verticles.answer(AuthAddresses.CHANGE_PASSWORD, ask -> Done.DONE);
        verticles.answer(
                AuthAddresses.LOOK_UP_USERS,
                ask -> new PublicUsers(ask.userIds().contains(BOB.id()) ? List.of(BOB) : List.of()));
        verticles.answer(AuthAddresses.SEARCH_USERS, ask -> new PublicUsers(List.of(BOB)));
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void registering() {
        var body = "{\"username\":\"Ada\",\"email\":\"ada@example.org\",\"password\":\"12345678\",\"unknown\":1}";
        var response = http.send(http.request("POST", "/api/v1/users", body));
        documented.check("register", 201, response);
        assertThat(verticles.lastAsked(RegisterUser.class))
                .as("lower-case, the display name left to auth-verticle")
                .isEqualTo(new RegisterUser("ada", "ada@example.org", "12345678", null));
        assertThat(response.body()).contains("\"createdAt\":\"2026-01-31T12:00:00.250Z\"");
    }

    @Test
    void loggingIn() {
        var request = http.request("POST", "/api/v1/auth", "{\"email\":\"ada@example.org\",\"password\":\"x\"}")
                .header("User-Agent", "Test/1.0")
                .header("X-Forwarded-For", "203.0.113.9");
        var response = http.send(request);
        documented.check("logIn", 200, response);
        assertThat(verticles.lastAsked(LogIn.class))
                .as("the address is the socket's, whatever a header says")
                .isEqualTo(new LogIn("ada@example.org", "x", "127.0.0.1", "Test/1.0"));
    }

    @Test
    void refreshingAndLoggingOutNeedNoAccessToken() {
        var response = http.send(http.request("POST", "/api/v1/auth/refresh", "{\"refreshToken\":\"r\"}"));
        documented.check("refresh", 200, response);
        assertThat(verticles.lastAsked(RefreshTokens.class).refreshToken()).isEqualTo("r");
        assertThat(http.send(http.request("POST", "/api/v1/auth/logout", "{\"refreshToken\":\"r\"}"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(verticles.lastAsked(LogOut.class)).isEqualTo(new LogOut("r"));
    }

    @Test
    void sessions() {
        assertThat(documented
                        .call("listSessions", 200, "GET", "/auth/sessions", null)
                        .body())
                .contains("curl/8");
        assertThat(verticles.lastAsked(ListSessions.class)).isEqualTo(new ListSessions(ADA.id(), SESSION));
        documented.done("endSession", "DELETE", "/auth/sessions/other-1", null);
        assertThat(verticles.lastAsked(EndSession.class)).isEqualTo(new EndSession(ADA.id(), new SessionId("other-1")));
    }

    @Test
    void theOwnAccount() {
        assertThat(documented.call("getMe", 200, "GET", "/users/me", null).body())
                .contains("ada@example.org");
        documented.call("updateMe", 200, "PUT", "/users/me", "{\"username\":\"ADA2\",\"displayName\":null}");
        assertThat(verticles.lastAsked(UpdateUser.class)).isEqualTo(new UpdateUser(ADA.id(), "ada2", null, null));
        documented.done(
                "changePassword",
                "PUT",
                "/users/me/password",
                "{\"currentPassword\":\"a\",\"newPassword\":\"12345678\"}");
        assertThat(verticles.lastAsked(ChangePassword.class))
                .isEqualTo(new ChangePassword(ADA.id(), SESSION, "a", "12345678"));
        documented.done("deleteMe", "DELETE", "/users/me", null);
        assertThat(verticles.lastAsked(DeleteUser.class)).isEqualTo(new DeleteUser(ADA.id()));
    }

    @Test
    void people() {
        documented.call("searchUsers", 200, "GET", "/users?query=b%C3%B6b&limit=5", null);
        assertThat(verticles.lastAsked(SearchUsers.class)).isEqualTo(new SearchUsers("böb", 5));
        documented.call("searchUsers", 200, "GET", "/users?query=bo", null);
        assertThat(verticles.lastAsked(SearchUsers.class).limit()).isEqualTo(20);
        documented.call("getUser", 200, "GET", "/users/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(LookUpUsers.class)).isEqualTo(new LookUpUsers(List.of(BOB.id())));
        documented.call("getUser", 404, "GET", "/users/nobody", null);
    }

    @Test
    void headIsGetWithoutTheBody() {
        var response = http.send("HEAD", "/api/v1/users/me", token, null);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aRevokedOrForeignTokenIsNotAskedAbout() {
        long before = verticles.timesAsked(UpdateUser.class);
        assertThat(http.send("PUT", "/api/v1/users/me", "forged", "{\"displayName\":\"x\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(verticles.timesAsked(UpdateUser.class)).isEqualTo(before);
    }

    @Test
    void theKeySetIsPublicAndCacheable() {
        var response = http.get("/.well-known/jwks.json");
        documented.check("keySet", 200, response);
        assertThat(HttpCalls.header(response, "Cache-Control")).contains("max-age=300");
        assertThat(HttpCalls.json(response)
                        .getJsonArray("keys")
                        .getJsonObject(0)
                        .fieldNames())
                .as("public parts alone")
                .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
    }
}
