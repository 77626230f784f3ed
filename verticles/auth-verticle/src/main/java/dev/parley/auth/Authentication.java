package dev.parley.auth;

import dev.parley.model.auth.ChangePassword;
import dev.parley.model.auth.LogIn;
import dev.parley.model.auth.Tokens;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whoever shows a password: log-in and its change. */
final class Authentication {
    /** One answer for an unknown account and a wrong password. */
    private static final Failure WRONG = Failure.of(FailureCode.UNAUTHENTICATED, "The email or the password is wrong");

    private static final Failure WRONG_CURRENT =
            Failure.of(FailureCode.UNAUTHENTICATED, "The current password is wrong");

    private final Postgres postgres;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final TokenIssue tokens;
    private final Announcements announcements;

    Authentication(
            Postgres postgres,
            Passwords passwords,
            LoginThrottle throttle,
            TokenIssue tokens,
            Announcements announcements) {
        this.postgres = postgres;
        this.passwords = passwords;
        this.throttle = throttle;
        this.tokens = tokens;
        this.announcements = announcements;
    }

    Future<Tokens> logIn(LogIn request) {
        var attempt = new Attempt(
                "email:" + Folding.fold(request.email()), ClientAddress.throttleKey(request.address()), WRONG);
        return attempt.requireUnblocked()
                .compose(free -> UserStore.findByEmail(postgres, request.email()))
                .compose(user -> passwords
                        .verify(
                                request.password(),
                                user.map(StoredUser::passwordHash).orElse(null))
                        .compose(matches -> attempt.conclude(matches ? user : Optional.empty())))
                .compose(user -> postgres.transaction(transaction -> UserStore.findAndHold(transaction, user.id())
                        // The password may have been changed, the account deleted, while this one was checked.
                        .map(held -> held.filter(now -> now.passwordHash().equals(user.passwordHash()))
                                .orElseThrow(WRONG::asException))
                        .compose(held -> tokens.forNewSession(transaction, held, request.userAgent()))));
    }

    Future<Done> changePassword(ChangePassword request) {
        AccountRules.checkNewPassword(request.newPassword());
        // A stolen access token must not become a way to guess the password: counted like log-ins, but apart from them,
        // or the thief could lock the owner out.
        var key = "user:" + request.userId();
        var attempt = new Attempt(key, key, WRONG_CURRENT);
        return attempt.requireUnblocked()
                .compose(free -> UserStore.find(postgres, request.userId()))
                .map(user -> user.orElseThrow(() -> Failure.notFound("user").asException()))
                .compose(user -> passwords
                        .verify(request.currentPassword(), user.passwordHash())
                        .compose(matches -> attempt.conclude(matches ? Optional.of(user) : Optional.empty())))
                .compose(user -> passwords
                        .hash(request.newPassword())
                        .compose(hash -> replace(request, user.passwordHash(), hash)));
    }

    private Future<Done> replace(ChangePassword request, String from, String to) {
        return postgres.transaction(transaction -> UserStore.replacePassword(transaction, request.userId(), from, to)
                        .compose(replaced -> replaced
                                ? SessionStore.revokeAll(transaction, request.userId(), request.current())
                                : Future.failedFuture(WRONG_CURRENT.asException())))
                .map(revoked -> {
                    announcements.sessionsRevoked(request.userId(), List.copyOf(revoked), "password changed");
                    return Done.DONE;
                });
    }

    /** One password shown, with what it counts against. */
    private final class Attempt {
        private final String account;
        private final String address;
        private final Failure refusal;

        private Attempt(String account, String address, Failure refusal) {
            this.account = account;
            this.address = address;
            this.refusal = refusal;
        }

        /** Fails as RATE_LIMITED. */
        private Future<Void> requireUnblocked() {
            return throttle.blockedFor(account, address, tokens.now()).compose(Attempt::refuseIfBlocked);
        }

        /** Fails as RATE_LIMITED, or with the refusal if {@code user} is empty. */
        private Future<StoredUser> conclude(Optional<StoredUser> user) {
            return user.isPresent()
                    ? throttle.succeeded(account, address, tokens.now())
                            .compose(Attempt::refuseIfBlocked)
                            .map(free -> user.get())
                    : throttle.failed(account, address, tokens.now())
                            .compose(Attempt::refuseIfBlocked)
                            .compose(free -> Future.failedFuture(refusal.asException()));
        }

        private static Future<Void> refuseIfBlocked(Duration wait) {
            return wait.isZero()
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.rateLimited(roundedUp(wait)).asException());
        }

        private static long roundedUp(Duration wait) {
            return wait.plusNanos(999_999).toMillis();
        }
    }
}
