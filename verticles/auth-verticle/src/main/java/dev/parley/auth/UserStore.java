package dev.parley.auth;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.UpdateUser;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.postgres.Queries;
import dev.parley.postgres.UniqueViolation;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code users}. Works on the pool or inside a transaction, as the {@link Queries} given. */
final class UserStore {
    /** Sorts after every text that begins with what stands before it: no text holds this code point (a noncharacter). */
    private static final String LAST = Character.toString(0x10FFFF);

    private static final String ALIVE = "select " + StoredUser.COLUMNS + " from users where deleted_at is null and ";

    static final String SEARCH = """
            (select id, username, display_name from users
                where username >= $1 and username < $2 order by username limit $3)
            union all
            (select id, username, display_name from users
                where display_name_folded >= $1 and display_name_folded < $2 order by display_name_folded limit $3)
            """;

    private UserStore() {}

    /** CONFLICT if the username or the email is taken. */
    static Future<Void> insert(Queries queries, StoredUser user) {
        return queries.query(
                        """
                        insert into users (id, username, email, email_folded, display_name, display_name_folded,
                            password_hash, created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)
                        """,
                        user.id().value(),
                        user.username(),
                        user.email(),
                        Folding.fold(user.email()),
                        user.displayName(),
                        Folding.fold(user.displayName()),
                        user.passwordHash(),
                        user.createdAt())
                .recover(UserStore::taken)
                .mapEmpty();
    }

    static Future<Optional<StoredUser>> findByEmail(Queries queries, String email) {
        return queries.query(ALIVE + "email_folded = $1", Folding.fold(email)).map(UserStore::first);
    }

    static Future<Optional<StoredUser>> find(Queries queries, UserId id) {
        return queries.query(ALIVE + "id = $1", id.value()).map(UserStore::first);
    }

    /** The user, whose password and deletion then wait until this transaction ends. */
    static Future<Optional<StoredUser>> findAndHold(Queries transaction, UserId id) {
        return transaction.query(ALIVE + "id = $1 for share", id.value()).map(UserStore::first);
    }

    /** CONFLICT if the username or the email is taken; empty if there is no such user. */
    static Future<Optional<StoredUser>> update(Queries queries, UpdateUser change) {
        return queries.query(
                        """
                        update users set
                            username = coalesce($2, username),
                            display_name = coalesce($3, display_name),
                            display_name_folded = coalesce($4, display_name_folded),
                            email = coalesce($5, email),
                            email_folded = coalesce($6, email_folded)
                        where id = $1 and deleted_at is null
                        returning
                        """ + " " + StoredUser.COLUMNS,
                        change.userId().value(),
                        change.username() == null ? null : change.username().toLowerCase(Locale.ROOT),
                        change.displayName() == null
                                ? null
                                : change.displayName().strip(),
                        folded(change.displayName()),
                        change.email(),
                        folded(change.email()))
                .recover(UserStore::taken)
                .map(UserStore::first);
    }

    private static @Nullable String folded(@Nullable String text) {
        return text == null ? null : Folding.fold(text);
    }

    /** @return false if the hash is no longer {@code from}, or the user is gone */
    static Future<Boolean> replacePassword(Queries queries, UserId id, String from, String to) {
        return queries.query(
                        "update users set password_hash = $3 where id = $1 and password_hash = $2",
                        id.value(),
                        from,
                        to)
                .map(rows -> rows.rowCount() == 1);
    }

    /** @return false if there is no such user */
    static Future<Boolean> delete(Queries queries, UserId id, Instant now) {
        return queries.query("""
                        update users set username = null, email = null, email_folded = null, display_name = null,
                            display_name_folded = null, password_hash = null, deleted_at = $2, departing = true
                        where id = $1 and deleted_at is null
                        """, id.value(), now).map(rows -> rows.rowCount() == 1);
    }

    /** Deleted ones that may still be in groups, those that have waited longest first. */
    static Future<List<UserId>> departing(Queries queries, int limit) {
        return queries.query("select id from users where departing order by deleted_at limit $1", limit)
                .map(rows -> {
                    List<UserId> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(new UserId(row.getString("id"))));
                    return ids;
                });
    }

    /** Those of {@code ids} deleted before {@code before} are in no group any more. */
    static Future<Void> departed(Queries queries, Collection<UserId> ids, Instant before) {
        var values = ids.stream().map(UserId::value).toArray(String[]::new);
        return queries.query(
                        "update users set departing = false where id = any($1) and deleted_at < $2", values, before)
                .mapEmpty();
    }

    /** In the order asked; deleted ones as such, unknown ones left out. */
    static Future<List<PublicUser>> lookUp(Queries queries, Collection<UserId> ids) {
        var distinct = ids.stream().map(UserId::value).distinct().toArray(String[]::new);
        return queries.query("select id, username, display_name from users where id = any($1)", (Object) distinct)
                .map(rows -> {
                    Map<String, PublicUser> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString("id"), publicUser(row)));
                    return Arrays.stream(distinct)
                            .filter(found::containsKey)
                            .map(found::get)
                            .toList();
                });
    }

    /** Usernames that begin with {@code prefix} first, then display names; each half read by its own index. */
    static Future<List<PublicUser>> search(Queries queries, String prefix, int limit) {
        var folded = Folding.fold(prefix);
        return queries.query(SEARCH, folded, folded + LAST, limit).map(rows -> {
            Map<String, PublicUser> found = new LinkedHashMap<>();
            rows.forEach(row -> found.putIfAbsent(row.getString("id"), publicUser(row)));
            return found.values().stream().limit(limit).toList();
        });
    }

    private static PublicUser publicUser(Row row) {
        var id = new UserId(row.getString("id"));
        return row.getString("username") == null
                ? PublicUser.deleted(id)
                : new PublicUser(id, row.getString("username"), row.getString("display_name"));
    }

    private static Optional<StoredUser> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(StoredUser.of(rows.iterator().next()));
    }

    private static <T> Future<T> taken(Throwable cause) {
        if (cause instanceof UniqueViolation violation) {
            if (violation.constraint().equals("users_username")) {
                return Future.failedFuture(
                        Failure.conflict("This username is taken").asException());
            }
            if (violation.constraint().equals("users_email")) {
                return Future.failedFuture(
                        Failure.conflict("An account with this email exists").asException());
            }
        }
        return Future.failedFuture(cause);
    }
}
