package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.DeleteUser;
import dev.parley.model.auth.GetUser;
import dev.parley.model.auth.LogIn;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.RefreshTokens;
import dev.parley.model.auth.RegisterUser;
import dev.parley.model.auth.SearchUsers;
import dev.parley.model.auth.UpdateUser;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.id.UserId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final AuthNode node = AuthNode.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void ownAccountIsShown() {
        var ada = node.register("ada");

        assertThat(node.ask(AuthAddresses.GET_USER, new GetUser(ada.id()))).isEqualTo(ada);
        assertThat(node.refusal(AuthAddresses.GET_USER, new GetUser(UserId.next()))
                        .code())
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void changesWhatIsGivenAndTellsEveryone() {
        var ada = node.register("ada");
        var changed = node.listen(AuthAddresses.USER_CHANGED);

        var updated = node.ask(AuthAddresses.UPDATE_USER, new UpdateUser(ada.id(), "Countess", " Ada Lovelace ", null));

        assertThat(updated.username()).isEqualTo("countess");
        assertThat(updated.displayName()).isEqualTo("Ada Lovelace");
        assertThat(updated.email()).isEqualTo(ada.email());
        assertThat(changed.next().user()).isEqualTo(updated.asPublic());
        assertThat(node.ask(AuthAddresses.GET_USER, new GetUser(ada.id()))).isEqualTo(updated);
        assertThat(search("lovelace", 10)).isEmpty();
        assertThat(search("ada love", 10)).containsExactly(updated.asPublic());
    }

    @Test
    void updateIsRefusedForTakenNamesBadFieldsAndUnknownUsers() {
        var ada = node.register("ada");
        node.register("bob");

        assertThat(node.refusal(AuthAddresses.UPDATE_USER, new UpdateUser(ada.id(), "BOB", null, null))
                        .code())
                .isEqualTo(FailureCode.CONFLICT);
        assertThat(node.refusal(AuthAddresses.UPDATE_USER, new UpdateUser(ada.id(), null, null, "Bob@example.org"))
                        .code())
                .isEqualTo(FailureCode.CONFLICT);
        assertThat(node.refusal(AuthAddresses.UPDATE_USER, new UpdateUser(ada.id(), "a", " ", "x"))
                        .errors())
                .hasSize(3);
        assertThat(node.refusal(AuthAddresses.UPDATE_USER, new UpdateUser(UserId.next(), "carol", null, null))
                        .code())
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void deletedAccountCannotBeUsedIsShownAsDeletedAndFreesItsNames() {
        var ada = node.register("ada");
        var tokens = node.logIn("ada");
        var revoked = node.listen(AuthAddresses.SESSIONS_REVOKED);
        var changed = node.listen(AuthAddresses.USER_CHANGED);

        node.ask(AuthAddresses.DELETE_USER, new DeleteUser(ada.id()));

        assertThat(revoked.next().sessionIds()).hasSize(1);
        assertThat(changed.next().user()).isEqualTo(PublicUser.deleted(ada.id()));
        assertThat(node.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", AuthNode.PASSWORD))
                        .code())
                .isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(node.refusal(AuthAddresses.REFRESH, new RefreshTokens(tokens.refreshToken(), "192.0.2.1", null))
                        .code())
                .isEqualTo(FailureCode.UNAUTHENTICATED);
        assertThat(node.refusal(AuthAddresses.GET_USER, new GetUser(ada.id())).code())
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(node.refusal(AuthAddresses.DELETE_USER, new DeleteUser(ada.id()))
                        .code())
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(lookUp(ada.id())).containsExactly(PublicUser.deleted(ada.id()));
        assertThat(search("ada", 10)).isEmpty();
        assertThat(node.register("ada").id()).isNotEqualTo(ada.id());
    }

    @Test
    void looksUpInTheOrderAskedAndLeavesUnknownOnesOut() {
        var ada = node.register("ada");
        var bob = node.register("bob");

        assertThat(lookUp(bob.id(), UserId.next(), ada.id(), bob.id())).containsExactly(bob.asPublic(), ada.asPublic());
        assertThat(lookUp()).isEmpty();
        var tooMany = Collections.nCopies(1_001, ada.id());
        assertThat(node.refusal(AuthAddresses.LOOK_UP_USERS, new LookUpUsers(tooMany))
                        .code())
                .isEqualTo(FailureCode.INVALID_REQUEST);
    }

    @Test
    void findsByPrefixOfUsernameFirstThenOfDisplayName() {
        node.register("zoe");
        var byName = register("xavier", "Anna Åberg");
        var byUsername = register("ann", "Somebody");

        assertThat(search("AN", 10)).containsExactly(byUsername, byName);
        assertThat(search("anna å", 10)).containsExactly(byName);
        assertThat(search("ANNA Å", 10)).containsExactly(byName);
        assertThat(search("an", 1)).containsExactly(byUsername);
        assertThat(search("berg", 10)).isEmpty();
    }

    @Test
    void userFoundByBothNamesIsListedOnce() {
        var ada = register("ada", "Ada");

        assertThat(search("ad", 10)).containsExactly(ada);
    }

    @Test
    void wildcardsStandForThemselves() {
        register("ada", "Ada");
        var percent = register("bob", "100% Bob");
        var underscore = register("under_score", "Under");
        register("underscore", "Other");

        assertThat(search("%%", 10)).isEmpty();
        assertThat(search("__", 10)).isEmpty();
        assertThat(search("100%", 10)).containsExactly(percent);
        assertThat(search("under_", 10)).containsExactly(underscore);
    }

    @Test
    void textThatTheStoreCannotHoldIsRefusedOrFindsNothing() {
        register("ada", "Ada");

        assertThat(search("ad\0", 10)).isEmpty();
        assertThat(search("ad\uD800", 10)).isEmpty();
        for (var bad : List.of("\0", "\uD800")) {
            assertThat(node.refusal(
                                    AuthAddresses.REGISTER,
                                    new RegisterUser("bob", "b" + bad + "@example.org", AuthNode.PASSWORD, "B" + bad))
                            .errors())
                    .hasSize(2);
            assertThat(node.refusal(
                                    AuthAddresses.LOG_IN,
                                    new LogIn("ada" + bad + "@example.org", AuthNode.PASSWORD, "192.0.2.1", null))
                            .code())
                    .isEqualTo(FailureCode.UNAUTHENTICATED);
        }
        node.ask(AuthAddresses.LOG_IN, new LogIn("ada@example.org", AuthNode.PASSWORD, "192.0.2.1", "agent\0\uD800"));
    }

    @Test
    void searchOutsideItsLimitsIsRefused() {
        for (var bad : List.of(new SearchUsers(" a ", 10), new SearchUsers("ada", 0), new SearchUsers("ada", 51))) {
            assertThat(node.refusal(AuthAddresses.SEARCH_USERS, bad).code()).isEqualTo(FailureCode.INVALID_REQUEST);
        }
    }

    @Test
    void healthNamesTheStore() {
        assertThat(node.ask(HealthAddresses.of("auth"), new CheckHealth()).dependencies())
                .containsExactly(new HealthReport.Dependency("PostgreSQL", true));
    }

    @CanIgnoreReturnValue
    private PublicUser register(String username, String displayName) {
        return node.ask(
                        AuthAddresses.REGISTER,
                        new RegisterUser(username, username + "@example.org", AuthNode.PASSWORD, displayName))
                .asPublic();
    }

    private List<PublicUser> search(String query, int limit) {
        return node.ask(AuthAddresses.SEARCH_USERS, new SearchUsers(query, limit))
                .users();
    }

    private List<PublicUser> lookUp(UserId... ids) {
        return node.ask(AuthAddresses.LOOK_UP_USERS, new LookUpUsers(List.of(ids)))
                .users();
    }
}
