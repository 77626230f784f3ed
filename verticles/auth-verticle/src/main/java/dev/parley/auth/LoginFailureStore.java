package dev.parley.auth;

import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code login_failures}. Times are the clock of the one who writes. */
final class LoginFailureStore {
    /** Deleted in one go, so that no statement takes long. */
    private static final int SWEPT_AT_ONCE = 10_000;

    private static final String COLUMNS = "key, window_began, failures, blocks, blocked_until";

    private LoginFailureStore() {}

    /** Those there are of {@code keys}. */
    static Future<Map<String, LoginFailures>> find(Queries queries, String... keys) {
        return queries.query("select " + COLUMNS + " from login_failures where key = any($1)", (Object) keys)
                .map(LoginFailureStore::byKey);
    }

    /**
     * All of {@code keys}, made if need be, and held until this transaction ends: whoever fails at the same moment,
     * wherever, waits and then counts on. In one order, so that no two wait for each other.
     */
    static Future<Map<String, LoginFailures>> hold(Queries transaction, Instant now, String... keys) {
        return transaction.query("""
                        insert into login_failures (key, window_began, failures, blocks, seen_at)
                        select key, $2, 0, 0, $2 from unnest($1::text[]) key order by key
                        on conflict (key) do update set seen_at = excluded.seen_at
                        returning
                        """ + COLUMNS, keys, now).map(LoginFailureStore::byKey);
    }

    static Future<Void> save(Queries transaction, String key, LoginFailures failures) {
        return transaction
                .query("""
                        update login_failures
                        set window_began = $2, failures = $3, blocks = $4, blocked_until = $5 where key = $1
                        """, key, failures.windowBegan(), failures.count(), failures.blocks(), failures.blockedUntil())
                .mapEmpty();
    }

    static Future<Void> forget(Queries queries, String key) {
        return queries.query("delete from login_failures where key = $1", key).mapEmpty();
    }

    /**
     * Forgets those not seen since {@code before}, and beyond {@code most} the longest unseen.
     *
     * @return how many
     */
    static Future<Integer> sweep(Queries queries, Instant before, int most) {
        return delete(queries, "select key from login_failures where seen_at < $1 limit $2", before, SWEPT_AT_ONCE)
                .compose(old -> delete(
                                queries,
                                "select key from login_failures order by seen_at desc offset $1 limit $2",
                                most,
                                SWEPT_AT_ONCE)
                        .map(many -> old + many));
    }

    /** Without those that somebody fails at now: to wait for them could be to wait for each other. */
    private static Future<Integer> delete(Queries queries, String which, Object... args) {
        return queries.query("delete from login_failures where key in (" + which + " for update skip locked)", args)
                .map(RowSet::rowCount);
    }

    private static Map<String, LoginFailures> byKey(RowSet<Row> rows) {
        Map<String, LoginFailures> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(
                row.getString("key"),
                new LoginFailures(
                        row.getOffsetDateTime("window_began").toInstant(),
                        row.getInteger("failures"),
                        row.getInteger("blocks"),
                        timeOrNull(row))));
        return byKey;
    }

    private static @Nullable Instant timeOrNull(Row row) {
        var time = row.getOffsetDateTime("blocked_until");
        return time == null ? null : time.toInstant();
    }
}
