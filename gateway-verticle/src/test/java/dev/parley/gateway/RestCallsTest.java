package dev.parley.gateway;

import static dev.parley.gateway.Samples.BOB;
import static dev.parley.gateway.Samples.ROOM_ID;
import static dev.parley.gateway.TestGateway.ADA;
import static dev.parley.gateway.TestGateway.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
import dev.parley.model.contacts.AnswerContact;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.contacts.Contacts;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListContacts;
import dev.parley.model.contacts.RemoveContact;
import dev.parley.model.contacts.RequestContact;
import dev.parley.model.contacts.SetBlock;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.Notification;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationPage;
import dev.parley.model.presence.GetPresence;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.PresenceStatus;
import dev.parley.model.presence.Presences;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every call but those of rooms: what the verticle behind it is asked, and that the answer is as documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestCallsTest {
    private static final String BOBS_ID = BOB.id().value();

    private final TestGateway gateway = TestGateway.listening();
    private final FakeVerticles verticles = gateway.verticles;
    private final OpenApi openApi = OpenApi.load(gateway.host);
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
        verticles.answer(ContactsAddresses.LIST, ask -> new Contacts(List.of(Samples.CONTACT)));
        verticles.answer(ContactsAddresses.REQUEST, ask -> Samples.CONTACT);
        verticles.answer(ContactsAddresses.ANSWER, ask -> Samples.CONTACT);
        verticles.answer(ContactsAddresses.REMOVE, ask -> Done.DONE);
        verticles.answer(ContactsAddresses.SET_BLOCK, ask -> Done.DONE);
        verticles.answer(ContactsAddresses.LIST_BLOCKS, ask -> new PublicUsers(List.of(BOB)));
        verticles.answer(
                PresenceAddresses.GET,
                ask -> new Presences(ask.userIds().stream()
                        .map(id -> new Presence(id, PresenceStatus.ONLINE, Samples.AT))
                        .toList()));
        var notification = new Notification(
                NotificationId.next(), Notification.Kind.MENTION, ROOM_ID, "Bob", "Hello", Samples.AT, null);
        verticles.answer(NotificationAddresses.LIST, ask -> new NotificationPage(List.of(notification), null));
        verticles.answer(NotificationAddresses.MARK_READ, ask -> Done.DONE);
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> call(
            String operationId, int status, String method, String path, @Nullable String body) {
        var response = http.send(method, "/api/v1" + path, token, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        openApi.assertAllows(operationId, response);
        return response;
    }

    private void done(String operationId, String method, String path, @Nullable String body) {
        assertThat(call(operationId, 204, method, path, body).body()).isEmpty();
    }

    @Test
    void registering() {
        var body = "{\"username\":\"Ada\",\"email\":\"ada@example.org\",\"password\":\"12345678\",\"unknown\":1}";
        var response = http.send(http.request("POST", "/api/v1/users", body));
        assertThat(response.statusCode()).isEqualTo(201);
        openApi.assertAllows("register", response);
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
        assertThat(response.statusCode()).isEqualTo(200);
        openApi.assertAllows("logIn", response);
        assertThat(verticles.lastAsked(LogIn.class))
                .as("the address is the socket's, whatever a header says")
                .isEqualTo(new LogIn("ada@example.org", "x", "127.0.0.1", "Test/1.0"));
    }

    @Test
    void refreshingAndLoggingOutNeedNoAccessToken() {
        var response = http.send(http.request("POST", "/api/v1/auth/refresh", "{\"refreshToken\":\"r\"}"));
        assertThat(response.statusCode()).isEqualTo(200);
        openApi.assertAllows("refresh", response);
        assertThat(verticles.lastAsked(RefreshTokens.class).refreshToken()).isEqualTo("r");
        assertThat(http.send(http.request("POST", "/api/v1/auth/logout", "{\"refreshToken\":\"r\"}"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(verticles.lastAsked(LogOut.class)).isEqualTo(new LogOut("r"));
    }

    @Test
    void sessions() {
        assertThat(call("listSessions", 200, "GET", "/auth/sessions", null).body())
                .contains("curl/8");
        assertThat(verticles.lastAsked(ListSessions.class)).isEqualTo(new ListSessions(ADA.id(), SESSION));
        done("endSession", "DELETE", "/auth/sessions/other-1", null);
        assertThat(verticles.lastAsked(EndSession.class)).isEqualTo(new EndSession(ADA.id(), new SessionId("other-1")));
    }

    @Test
    void theOwnAccount() {
        assertThat(call("getMe", 200, "GET", "/users/me", null).body()).contains("ada@example.org");
        call("updateMe", 200, "PUT", "/users/me", "{\"username\":\"ADA2\",\"displayName\":null}");
        assertThat(verticles.lastAsked(UpdateUser.class)).isEqualTo(new UpdateUser(ADA.id(), "ada2", null, null));
        done("changePassword", "PUT", "/users/me/password", "{\"currentPassword\":\"a\",\"newPassword\":\"12345678\"}");
        assertThat(verticles.lastAsked(ChangePassword.class))
                .isEqualTo(new ChangePassword(ADA.id(), SESSION, "a", "12345678"));
        done("deleteMe", "DELETE", "/users/me", null);
        assertThat(verticles.lastAsked(DeleteUser.class)).isEqualTo(new DeleteUser(ADA.id()));
    }

    @Test
    void people() {
        call("searchUsers", 200, "GET", "/users?query=b%C3%B6b&limit=5", null);
        assertThat(verticles.lastAsked(SearchUsers.class)).isEqualTo(new SearchUsers("böb", 5));
        call("searchUsers", 200, "GET", "/users?query=bo", null);
        assertThat(verticles.lastAsked(SearchUsers.class).limit()).isEqualTo(20);
        call("getUser", 200, "GET", "/users/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(LookUpUsers.class)).isEqualTo(new LookUpUsers(List.of(BOB.id())));
        call("getUser", 404, "GET", "/users/nobody", null);
    }

    @Test
    void contacts() {
        call("listContacts", 200, "GET", "/contacts", null);
        assertThat(verticles.lastAsked(ListContacts.class)).isEqualTo(new ListContacts(ADA.id(), null));
        call("listContacts", 200, "GET", "/contacts?status=pending", null);
        assertThat(verticles.lastAsked(ListContacts.class)).isEqualTo(new ListContacts(ADA.id(), Status.PENDING));
        call("requestContact", 201, "POST", "/contacts", "{\"userId\":\"" + BOBS_ID + "\"}");
        assertThat(verticles.lastAsked(RequestContact.class)).isEqualTo(new RequestContact(ADA.id(), BOB.id()));
        call("answerContact", 200, "PATCH", "/contacts/" + BOBS_ID, "{\"status\":\"accepted\",\"userId\":\"other\"}");
        assertThat(verticles.lastAsked(AnswerContact.class))
                .as("the path says whom, not the body")
                .isEqualTo(new AnswerContact(ADA.id(), BOB.id(), Status.ACCEPTED));
        call("answerContact", 400, "PATCH", "/contacts/" + BOBS_ID, "{\"status\":\"pending\"}");
        done("removeContact", "DELETE", "/contacts/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(RemoveContact.class)).isEqualTo(new RemoveContact(ADA.id(), BOB.id()));
    }

    @Test
    void blocks() {
        done("block", "PUT", "/blocks/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(SetBlock.class)).isEqualTo(new SetBlock(ADA.id(), BOB.id(), true));
        done("unblock", "DELETE", "/blocks/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(SetBlock.class)).isEqualTo(new SetBlock(ADA.id(), BOB.id(), false));
        call("listBlocks", 200, "GET", "/blocks", null);
    }

    @Test
    void presence() {
        call("getPresence", 200, "GET", "/presence?userIds=a,b%2Cc", null);
        assertThat(verticles.lastAsked(GetPresence.class))
                .isEqualTo(new GetPresence(ADA.id(), List.of(new UserId("a"), new UserId("b"), new UserId("c"))));
        call("getPresence", 200, "GET", "/presence?userIds=", null);
        assertThat(verticles.lastAsked(GetPresence.class).userIds()).isEmpty();
        call("getPresence", 400, "GET", "/presence", null);
        call("getPresence", 400, "GET", "/presence?userIds=a,,b", null);
        var longest = ("a".repeat(64) + ",").repeat(199) + "b";
        call("getPresence", 200, "GET", "/presence?userIds=" + longest, null);
        call("getPresence", 400, "GET", "/presence?userIds=" + "a,".repeat(200) + "b", null);
    }

    @Test
    void notifications() {
        call("listNotifications", 200, "GET", "/notifications?limit=10&cursor=abc", null);
        assertThat(verticles.lastAsked(ListNotifications.class)).isEqualTo(new ListNotifications(ADA.id(), "abc", 10));
        done("markNotificationsRead", "PUT", "/notifications/read", "{\"ids\":[\"n1\"]}");
        assertThat(verticles.lastAsked(MarkRead.class))
                .isEqualTo(new MarkRead(ADA.id(), List.of(new NotificationId("n1")), false));
        done("markNotificationsRead", "PUT", "/notifications/read", "{\"all\":true}");
        assertThat(verticles.lastAsked(MarkRead.class)).isEqualTo(new MarkRead(ADA.id(), List.of(), true));
        for (var body :
                List.of("{}", "{\"all\":false}", "{\"ids\":[]}", "{\"ids\":[\"a\"],\"all\":true}", "{\"all\":1}")) {
            call("markNotificationsRead", 400, "PUT", "/notifications/read", body);
        }
    }

    @Test
    void badQueriesAreRefusedByName() {
        for (var query :
                List.of("limit=0", "limit=101", "limit=x", "limit=1.5", "limit=99999999999999999999", "limit=")) {
            assertThat(call("listNotifications", 400, "GET", "/notifications?" + query, null)
                            .body())
                    .contains("\"field\":\"limit\"");
        }
        assertThat(call("searchUsers", 400, "GET", "/users?query=a", null).body())
                .contains("\"field\":\"query\"");
        assertThat(call("searchUsers", 400, "GET", "/users?query=a%00b", null).body())
                .contains("\"field\":\"query\"");
        assertThat(call("listContacts", 400, "GET", "/contacts?status=no", null).body())
                .contains("\"field\":\"status\"");
    }

    @Test
    void anIdOfAPathThatIsNoneIsNotFound() {
        for (var id : List.of("a%2Fb", "a%20b", "a.b", "a".repeat(65), "%F0%9F%91%8D")) {
            call("getUser", 404, "GET", "/users/" + id, null);
            call("removeContact", 404, "DELETE", "/contacts/" + id, null);
            call("endSession", 404, "DELETE", "/auth/sessions/" + id, null);
        }
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
        assertThat(response.statusCode()).isEqualTo(200);
        openApi.assertAllows("keySet", response);
        assertThat(HttpCalls.header(response, "Cache-Control")).contains("max-age=300");
        assertThat(HttpCalls.json(response)
                        .getJsonArray("keys")
                        .getJsonObject(0)
                        .fieldNames())
                .as("public parts alone")
                .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
    }
}
