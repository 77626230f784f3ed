package dev.parley.auth;

import dev.parley.auth.TokenRotation.StoredToken;
import dev.parley.model.auth.DeviceSession;
import dev.parley.model.auth.Revocations;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code sessions}. {@code revoked_at} is the store's clock, which all nodes share; everything else is the
 * clock of the one who writes.
 */
final class SessionStore {
    private static final int USER_AGENT_MAX = 256;
    /** A user with more devices than this sees the last used ones. */
    private static final int LISTED_AT_MOST = 200;
    /** More revocations than this since the asker's last look come in several answers. */
    private static final int REVOCATIONS_AT_MOST = 10_000;
    /** Dead sessions deleted in one go, so that no statement takes long. */
    private static final int SWEPT_AT_ONCE = 1_000;

    private SessionStore() {}

    static Future<Void> insert(
            Queries queries, SessionId id, UserId userId, @Nullable String userAgent, Instant now, Instant expiresAt) {
        return queries.query("""
                        insert into sessions (id, user_id, user_agent, created_at, last_seen_at, expires_at)
                        values ($1, $2, $3, $4, $4, $5)
                        """, id.value(), userId.value(), cut(userAgent), now, expiresAt)
                .mapEmpty();
    }

    static Future<Void> seen(
            Queries queries, SessionId id, @Nullable String userAgent, Instant now, Instant expiresAt) {
        return queries.query("""
                        update sessions set last_seen_at = $2, expires_at = $3, user_agent = coalesce($4, user_agent)
                        where id = $1
                        """, id.value(), now, expiresAt, cut(userAgent)).mapEmpty();
    }

    private static @Nullable String cut(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        return Folding.storable(userAgent.substring(0, Math.min(userAgent.length(), USER_AGENT_MAX)));
    }

    static Future<List<DeviceSession>> listLive(Queries queries, UserId userId, SessionId current, Instant now) {
        return queries.query("""
                        select id, created_at, last_seen_at, user_agent from sessions
                        where user_id = $1 and revoked_at is null and expires_at > $2
                        order by last_seen_at desc, id desc limit $3
                        """, userId.value(), now, LISTED_AT_MOST).map(rows -> {
            List<DeviceSession> sessions = new ArrayList<>();
            rows.forEach(row -> sessions.add(device(row, current)));
            return sessions;
        });
    }

    private static DeviceSession device(Row row, SessionId current) {
        var id = new SessionId(row.getString("id"));
        return new DeviceSession(
                id,
                time(row, "created_at"),
                time(row, "last_seen_at"),
                row.getString("user_agent"),
                id.equals(current));
    }

    /** @return empty if it is not a live session of this user's */
    static Future<List<SessionId>> revoke(Queries queries, UserId userId, SessionId id) {
        return queries.query("""
                        update sessions set revoked_at = clock_timestamp()
                        where id = $2 and user_id = $1 and revoked_at is null returning id
                        """, userId.value(), id.value()).map(SessionStore::ids);
    }

    /** @param except the session to leave alone, or null to revoke all */
    static Future<List<SessionId>> revokeAll(Queries queries, UserId userId, @Nullable SessionId except) {
        return queries.query("""
                        update sessions set revoked_at = clock_timestamp()
                        where user_id = $1 and revoked_at is null and id is distinct from $2 returning id
                        """, userId.value(), except == null ? null : except.value())
                .map(SessionStore::ids);
    }

    static Future<Revocations> revokedSince(Queries queries, Instant since) {
        // One statement, so that asOf is not later than what was read; the left join answers it with no rows too.
        return queries.query("""
                        select asked.as_of, s.id, s.revoked_at
                        from (select now() as as_of) asked left join sessions s on s.revoked_at >= $1
                        order by s.revoked_at limit $2
                        """, since, REVOCATIONS_AT_MOST).map(rows -> {
            List<SessionId> ids = new ArrayList<>();
            Instant asOf = since;
            for (var row : rows) {
                if (row.getString("id") != null) {
                    ids.add(new SessionId(row.getString("id")));
                }
                asOf = time(row, ids.size() == REVOCATIONS_AT_MOST ? "revoked_at" : "as_of");
            }
            return new Revocations(ids, asOf);
        });
    }

    static Future<Void> insertToken(Queries queries, Buffer hash, SessionId sessionId, Instant expiresAt) {
        return queries.query(
                        "insert into refresh_tokens (hash, session_id, expires_at) values ($1, $2, $3)",
                        hash,
                        sessionId.value(),
                        expiresAt)
                .mapEmpty();
    }

    /** The token, held until this transaction ends: a second use at the same moment waits and then sees the first. */
    static Future<Optional<StoredToken>> findTokenAndHold(Queries transaction, Buffer hash) {
        return transaction.query("""
                        select t.expires_at, t.used_at, s.id, s.user_id, s.revoked_at
                        from refresh_tokens t join sessions s on s.id = t.session_id
                        where t.hash = $1 for update
                        """, hash).map(SessionStore::token);
    }

    private static Optional<StoredToken> token(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        var row = rows.iterator().next();
        return Optional.of(new StoredToken(
                new SessionId(row.getString("id")),
                new UserId(row.getString("user_id")),
                time(row, "expires_at"),
                timeOrNull(row, "used_at"),
                timeOrNull(row, "revoked_at")));
    }

    static Future<Void> markUsed(Queries queries, Buffer hash, Instant now) {
        return queries.query("update refresh_tokens set used_at = $2 where hash = $1", hash, now)
                .mapEmpty();
    }

    /** Deletes what ended before {@code before}: sessions with their tokens, then old tokens of living sessions. */
    static Future<Integer> sweep(Queries queries, Instant before) {
        return queries.query("""
                        delete from sessions where id in (select id from sessions where expires_at < $1 limit $2)
                        """, before, SWEPT_AT_ONCE)
                .compose(sessions -> queries.query("""
                                delete from refresh_tokens
                                where hash in (select hash from refresh_tokens where expires_at < $1 limit $2)
                                """, before, SWEPT_AT_ONCE)
                        .map(tokens -> sessions.rowCount() + tokens.rowCount()));
    }

    private static List<SessionId> ids(RowSet<Row> rows) {
        List<SessionId> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(new SessionId(row.getString("id"))));
        return ids;
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant timeOrNull(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
