package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.RegisterUser;
import dev.parley.model.auth.User;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FieldError;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegisterTest {
    private static final AuthNode NODE = AuthNode.start();

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void accountIsMadeWithALowerCaseUsernameAndTheNameAsTyped() {
        var user =
                NODE.ask(AuthAddresses.REGISTER, new RegisterUser("Ada.L", "Ada@Example.org", AuthNode.PASSWORD, null));

        assertThat(user.username()).isEqualTo("ada.l");
        assertThat(user.displayName()).isEqualTo("Ada.L");
        assertThat(user.email()).isEqualTo("Ada@Example.org");
        assertThat(user.createdAt()).isBeforeOrEqualTo(NODE.clock.instant());
    }

    @Test
    void usernameInAnotherCaseIsTaken() {
        NODE.register("grace");

        var refusal = NODE.refusal(
                AuthAddresses.REGISTER, new RegisterUser("GRACE", "other@example.org", AuthNode.PASSWORD, null));

        assertThat(refusal.code()).isEqualTo(FailureCode.CONFLICT);
        assertThat(refusal.message()).isEqualTo("This username is taken");
    }

    @Test
    void emailInAnotherCaseIsTaken() {
        NODE.register("barbara");

        var refusal = NODE.refusal(
                AuthAddresses.REGISTER, new RegisterUser("liskov", "BARBARA@example.ORG", AuthNode.PASSWORD, null));

        assertThat(refusal.code()).isEqualTo(FailureCode.CONFLICT);
        assertThat(refusal.message()).isEqualTo("An account with this email exists");
    }

    @Test
    void everyBadFieldIsNamed() {
        var refusal = NODE.refusal(AuthAddresses.REGISTER, new RegisterUser("a b", "nowhere", "short", "two\nlines"));

        assertThat(refusal.code()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(refusal.errors())
                .extracting(FieldError::field)
                .containsExactly("username", "email", "password", "displayName");
    }

    @Test
    void nobodyIsCalledLikeADeletedUser() {
        var refusal = NODE.refusal(
                AuthAddresses.REGISTER, new RegisterUser("Deleted", "d@example.org", AuthNode.PASSWORD, null));

        assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("username");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void moreThanThePoolAndItsQueueHoldAreUnavailableAtOnceAndTheRestIsServed() {
        var release = NODE.passwords.holdBack();
        var most = NODE.config.hashing().threads() + NODE.config.hashing().queue();
        var held = new ArrayList<Future<User>>();
        for (int i = 0; i < most; i++) {
            held.add(NODE.bus.request(
                    AuthAddresses.REGISTER,
                    new RegisterUser("queued" + i, "queued" + i + "@example.org", AuthNode.PASSWORD, null)));
        }

        // One verticle takes requests in order: this one comes after those that fill the queue.
        var registration = NODE.refusal(
                AuthAddresses.REGISTER, new RegisterUser("toomany", "toomany@example.org", AuthNode.PASSWORD, null));
        var logIn = NODE.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("toomany", AuthNode.PASSWORD));

        assertThat(List.of(registration.code(), logIn.code())).containsOnly(FailureCode.UNAVAILABLE);
        assertThat(held).noneMatch(Future::isComplete);
        release.run();
        held.forEach(answer -> assertThat(await(answer).id()).isNotNull());
        NODE.register("fits.again");
    }
}
