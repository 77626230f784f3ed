package dev.parley.auth;

import dev.parley.model.auth.DeleteUser;
import dev.parley.model.auth.GetUser;
import dev.parley.model.auth.LookUpUsers;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.auth.RegisterUser;
import dev.parley.model.auth.SearchUsers;
import dev.parley.model.auth.UpdateUser;
import dev.parley.model.auth.User;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.UserId;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Accounts: made, shown, found, changed, deleted. */
final class Accounts {
    private static final int LOOKED_UP_AT_MOST = 1_000;
    private static final int QUERY_MIN = 2;
    private static final int QUERY_MAX = 80;
    private static final int FOUND_AT_MOST = 50;

    private final Postgres postgres;
    private final Passwords passwords;
    private final Announcements announcements;
    private final Departures departures;
    private final Clock clock;

    Accounts(Postgres postgres, Passwords passwords, Announcements announcements, Departures departures, Clock clock) {
        this.postgres = postgres;
        this.passwords = passwords;
        this.announcements = announcements;
        this.departures = departures;
        this.clock = clock;
    }

    Future<User> register(RegisterUser request) {
        AccountRules.check(request);
        return passwords.hash(request.password()).compose(hash -> {
            var name = request.displayName() == null ? request.username() : request.displayName();
            var user = new StoredUser(
                    UserId.next(),
                    request.username().toLowerCase(Locale.ROOT),
                    name.strip(),
                    request.email(),
                    hash,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return UserStore.insert(postgres, user).map(stored -> user.asUser());
        });
    }

    Future<User> get(GetUser request) {
        return UserStore.find(postgres, request.userId())
                .map(user -> user.orElseThrow(Accounts::noSuchUser).asUser());
    }

    Future<User> update(UpdateUser request) {
        AccountRules.check(request);
        return UserStore.update(postgres, request).map(updated -> {
            var user = updated.orElseThrow(Accounts::noSuchUser);
            announcements.userChanged(user.asPublic());
            return user.asUser();
        });
    }

    Future<Done> delete(DeleteUser request) {
        var id = request.userId();
        return postgres.transaction(transaction -> UserStore.delete(transaction, id, clock.instant())
                        .compose(deleted -> deleted
                                ? SessionStore.revokeAll(transaction, id, null)
                                : Future.failedFuture(noSuchUser())))
                .map(revoked -> {
                    announcements.sessionsRevoked(id, List.copyOf(revoked), "account deleted");
                    announcements.userChanged(PublicUser.deleted(id));
                    departures.look();
                    return Done.DONE;
                });
    }

    Future<PublicUsers> lookUp(LookUpUsers request) {
        if (request.userIds().size() > LOOKED_UP_AT_MOST) {
            throw Failure.invalid("userIds", "must be at most " + LOOKED_UP_AT_MOST)
                    .asException();
        }
        return UserStore.lookUp(postgres, request.userIds()).map(PublicUsers::new);
    }

    Future<PublicUsers> search(SearchUsers request) {
        var query = request.query().strip();
        if (query.length() < QUERY_MIN || query.length() > QUERY_MAX) {
            throw Failure.invalid("query", "must be " + QUERY_MIN + " to " + QUERY_MAX + " characters")
                    .asException();
        }
        if (request.limit() < 1 || request.limit() > FOUND_AT_MOST) {
            throw Failure.invalid("limit", "must be 1 to " + FOUND_AT_MOST).asException();
        }
        return UserStore.search(postgres, query, request.limit()).map(PublicUsers::new);
    }

    private static FailureException noSuchUser() {
        return Failure.notFound("user").asException();
    }
}
