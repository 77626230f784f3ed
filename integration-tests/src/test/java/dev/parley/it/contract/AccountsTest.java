package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing up, logging in, one's own account, finding others. */
@ExtendWith(SharedParley.class)
class AccountsTest {
    private final Parley parley;

    AccountsTest(Parley parley) {
        this.parley = parley;
    }

    @Test
    void signingUpAnswersTheNewAccountWithoutThePassword() {
        var body = account("new-" + unique());

        var user = parley.anonymous().post("/users", body).expect(201).json();

        assertThat(user.fieldNames()).containsExactlyInAnyOrder("id", "username", "displayName", "email", "createdAt");
        assertThat(user.getString("username")).isEqualTo(body.getString("username"));
        assertThat(user.getString("displayName"))
                .as("the username stands in for a display name")
                .isEqualTo(body.getString("username"));
        assertThat(user.getString("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void usernameIsTakenInAnyCase() {
        var taken = parley.user("Taken");

        parley.anonymous()
                .post("/users", account(taken.username().toUpperCase(Locale.ROOT)))
                .refused(409, "CONFLICT");
    }

    @Test
    void emailIsTakenInAnyCase() {
        var taken = parley.user("Mail");

        parley.anonymous()
                .post(
                        "/users",
                        account("other-" + unique()).put("email", taken.email().toUpperCase(Locale.ROOT)))
                .refused(409, "CONFLICT");
    }

    @Test
    void everyBadFieldOfASignUpIsNamed() {
        parley.anonymous().post("/users", new JsonObject()).invalid("username", "email", "password");
        parley.anonymous()
                .post(
                        "/users",
                        new JsonObject()
                                .put("username", "no spaces")
                                .put("email", "nobody")
                                .put("password", "short")
                                .put("displayName", 7))
                .invalid("username", "email", "password", "displayName");
    }

    @Test
    void loggingInAnswersBothTokensAndTheUser() {
        var body = account("login-" + unique());
        var user = parley.anonymous().post("/users", body).expect(201).json();

        var tokens = parley.anonymous()
                .post(
                        "/auth",
                        new JsonObject().put("email", body.getString("email")).put("password", Parley.PASSWORD))
                .expect(200)
                .json();

        assertThat(tokens.fieldNames())
                .containsExactlyInAnyOrder("accessToken", "refreshToken", "tokenType", "expiresIn", "user");
        assertThat(tokens.getString("tokenType")).isEqualTo("Bearer");
        assertThat(tokens.getInteger("expiresIn")).isEqualTo(15 * 60);
        assertThat(tokens.getJsonObject("user")).isEqualTo(user);
    }

    @Test
    void wrongPasswordAndUnknownAccountGetTheSameAnswer() {
        var user = parley.user("Known");
        var wrong = parley.anonymous()
                .post("/auth", new JsonObject().put("email", user.email()).put("password", "not the password"));
        var unknown = parley.anonymous()
                .post(
                        "/auth",
                        new JsonObject().put("email", unique() + "@example.org").put("password", "not the password"));

        wrong.refused(401, "UNAUTHENTICATED");
        unknown.refused(401, "UNAUTHENTICATED");
        assertThat(withoutRequestId(unknown.json())).isEqualTo(withoutRequestId(wrong.json()));
    }

    @Test
    void ownAccountCanBeReadAndChanged() {
        var user = parley.user("Changer");
        var username = "changed-" + unique();

        var changed = user.rest()
                .put(
                        "/users/me",
                        new JsonObject()
                                .put("username", username)
                                .put("displayName", "Changed")
                                .put("email", username + "@example.org"))
                .expect(200)
                .json();

        assertThat(changed.getString("username")).isEqualTo(username);
        assertThat(changed.getString("displayName")).isEqualTo("Changed");
        assertThat(changed.getString("email")).isEqualTo(username + "@example.org");
        assertThat(user.rest().get("/users/me").expect(200).json()).isEqualTo(changed);
    }

    @Test
    void changingOneFieldLeavesTheOthers() {
        var user = parley.user("Partly");

        var changed = user.rest()
                .put("/users/me", new JsonObject().put("displayName", "Only this"))
                .expect(200)
                .json();

        assertThat(changed.getString("displayName")).isEqualTo("Only this");
        assertThat(changed.getString("username")).isEqualTo(user.username());
        assertThat(changed.getString("email")).isEqualTo(user.email());
    }

    @Test
    void nobodyCanTakeAnothersUsernameOrEmail() {
        var owner = parley.user("Owner");
        var thief = parley.user("Thief");

        thief.rest()
                .put("/users/me", new JsonObject().put("username", owner.username()))
                .refused(409, "CONFLICT");
        thief.rest()
                .put("/users/me", new JsonObject().put("email", owner.email()))
                .refused(409, "CONFLICT");
        thief.rest().put("/users/me", new JsonObject().put("username", "x")).invalid("username");
    }

    @Test
    void changingThePasswordNeedsTheOldOneAndEndsOtherSessions() {
        var here = parley.user("Password");
        var elsewhere = here.onAnotherDevice();
        var socket = elsewhere.connect();

        here.rest()
                .put("/users/me/password", passwords("wrong password", "a new password"))
                .refused(401, "UNAUTHENTICATED");
        here.rest()
                .put("/users/me/password", passwords(Parley.PASSWORD, "a new password"))
                .expect(204);

        here.rest().get("/users/me").expect(200);
        socket.closedWith(4409, Duration.ofSeconds(2));
        elsewhere.rest().get("/users/me").refused(401, "UNAUTHENTICATED");
        assertThat(parley.logIn(here.email(), "a new password").id()).isEqualTo(here.id());
        logIn(here, Parley.PASSWORD).refused(401, "UNAUTHENTICATED");
    }

    @Test
    void newPasswordMustBeGoodEnough() {
        var user = parley.user("Weak");

        user.rest()
                .put("/users/me/password", passwords(Parley.PASSWORD, "short"))
                .invalid("newPassword");
        user.rest().put("/users/me/password", new JsonObject()).invalid("currentPassword", "newPassword");
    }

    @Test
    void othersSeeOnlyThePublicPart() {
        var one = parley.user("Private");
        var other = parley.user("Curious");

        var seen = other.rest().get("/users/" + one.id()).expect(200).json();

        assertThat(seen)
                .isEqualTo(new JsonObject()
                        .put("id", one.id())
                        .put("username", one.username())
                        .put("displayName", "Private"));
        other.rest().get("/users/" + UUID.randomUUID()).refused(404, "NOT_FOUND");
    }

    @Test
    void usersAreFoundByTheBeginningOfEitherName() {
        var prefix = "zq" + unique();
        var byUsername = parley.user(prefix + "-name", "Somebody");
        var byDisplayName = parley.user("x" + unique(), prefix.toUpperCase(Locale.ROOT) + " Display");
        var stranger = parley.user("y" + unique(), "Not " + prefix);

        var found = stranger.rest().get("/users?query=" + prefix).expect(200).objects("users");

        assertThat(found)
                .extracting(user -> user.getString("id"))
                .containsExactlyInAnyOrder(byUsername.id(), byDisplayName.id());
        assertThat(stranger.rest()
                        .get("/users?limit=1&query=" + prefix)
                        .expect(200)
                        .objects("users"))
                .hasSize(1);
    }

    @Test
    void searchingNeedsTwoCharactersAndASaneLimit() {
        var user = parley.user("Searcher");

        user.rest().get("/users?query=a").invalid("query");
        user.rest().get("/users").invalid("query");
        user.rest().get("/users?query=ab&limit=0").invalid("limit");
        user.rest().get("/users?query=ab&limit=many").invalid("limit");
    }

    @Test
    void changingThePasswordLeavesTheOwnSocketsAlone() {
        var here = parley.user("Changer");
        try (var socket = here.connect()) {
            here.rest()
                    .put("/users/me/password", passwords(Parley.PASSWORD, "a new password"))
                    .expect(204);

            assertThat(socket.request("ping").isOk()).isTrue();
            assertThat(here.refreshed().id()).isEqualTo(here.id());
        }
    }

    private Answer logIn(TestUser user, String password) {
        return parley.anonymous()
                .post("/auth", new JsonObject().put("email", user.email()).put("password", password));
    }

    private static JsonObject account(String username) {
        return new JsonObject()
                .put("username", username)
                .put("email", unique() + "@example.org")
                .put("password", Parley.PASSWORD);
    }

    private static JsonObject passwords(String current, String next) {
        return new JsonObject().put("currentPassword", current).put("newPassword", next);
    }

    private static JsonObject withoutRequestId(JsonObject problem) {
        var copy = problem.copy();
        copy.remove("requestId");
        return copy;
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 13);
    }
}
