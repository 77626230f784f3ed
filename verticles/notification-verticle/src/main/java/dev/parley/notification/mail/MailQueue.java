package dev.parley.notification.mail;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.notification.SettingsStore;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The outbox: one entry for each notification of who wants mail, until it is mailed or not to be mailed any more. What was read
 * is found out when a mail is made; so reading costs nothing here. <b>Invariant: what is in the list of who wants mail is an entry,
 * from the same statement, until a mail with it was taken by the server.</b>
 *
 * <p>Times are PostgreSQL's, which all nodes share. Everything fails as UNAVAILABLE while it is away.
 */
final class MailQueue {
    /** Entries that one mail is made of; of a longer list, the rest is in the next. */
    private static final int MOST = 5_000;

    // What is no mention is looked at when all else of this user's is, or at once if there is nothing: then it is known
    // when. In one order, so that those who write together do not wait for each other in a circle.
    private static final String KEEPING = """
            insert into mail_entries (notification_id, user_id, mention, due_at)
            select fresh.id, fresh.user_id, fresh.kind = 'mention',
                case when fresh.kind = 'mention' then now() + interval '%d milliseconds'
                else coalesce((select min(e.due_at) from mail_entries e where e.user_id = fresh.user_id and not e.dead), now())
                end
            from fresh join notification_settings s on s.user_id = fresh.user_id and s.email
            order by 1
            on conflict do nothing
            returning 1""";

    // Two random UUIDs of PostgreSQL's have 244 bits of its strong source. Whom another has taken since is left out by
    // the
    // last condition.
    private static final String CLAIM = """
            with due as (
                select e.user_id from mail_entries e left join mail_users u on u.user_id = e.user_id
                where e.due_at <= now() and not e.dead
                    and coalesce(u.leased_until <= now() and u.held_until <= now(), true)
                group by e.user_id order by min(e.due_at) limit $1)
            insert into mail_users (user_id, token, leased_until)
            select user_id, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
                now() + $2 * interval '1 millisecond'
            from due order by user_id
            on conflict (user_id) do update set leased_until = excluded.leased_until
            where mail_users.leased_until <= now() and mail_users.held_until <= now()
            returning user_id, token, attempts, leased_until""";

    private static final String LOOK = """
            select n.id, n.kind, n.room_id, n.title, n.body, n.sender, n.place, n.created_at,
                """ + SettingsStore.COLUMNS + """

            from mail_users u
            left join notification_settings settings on settings.user_id = u.user_id
            left join (mail_entries e join notifications n on n.id = e.notification_id and n.read_at is null)
                on e.user_id = u.user_id and not e.dead
            where u.user_id = $1
            order by n.created_at desc, n.id desc limit $2""";

    /** What was read, or is in no list any more, is not looked at again, whatever becomes of the rest. */
    private static final String READ = """
            delete from mail_entries e where e.user_id = $1 and not e.dead and not exists (
                select from notifications n where n.id = e.notification_id and n.read_at is null)""";

    // Whose lease is over has lost it to another, whose it stays.
    private static final String SETTLE = "with read as (" + READ + """
            ),
            settled as (delete from mail_entries where user_id = $1 and notification_id = any($2) and not dead)
            update mail_users set leased_until = '-infinity', held_until = '-infinity', attempts = 0
            where user_id = $1 and leased_until = $3""";

    private static final String LATER = "with read as (" + READ + """
            ),
            later as (
                update mail_entries set due_at = now() + $3 * interval '1 millisecond'
                where user_id = $1 and notification_id = any($2) and not dead)
            """;

    private static final String WAIT = LATER + """
            update mail_users set leased_until = '-infinity' where user_id = $1 and leased_until = $4""";

    private static final String RETRY = LATER + """
            update mail_users set leased_until = '-infinity', held_until = now() + $3 * interval '1 millisecond',
                attempts = attempts + $5
            where user_id = $1 and leased_until = $4""";

    private static final String GIVE_UP = "with read as (" + READ + """
            ),
            given_up as (update mail_entries set dead = true where user_id = $1 and notification_id = any($2))
            update mail_users set leased_until = '-infinity', held_until = now() + $3 * interval '1 millisecond', attempts = 0
            where user_id = $1 and leased_until = $4""";

    private static final String AGAIN = """
            with revived as (
                update mail_entries set dead = false, due_at = now() where user_id = $1 and dead)
            update mail_users set held_until = '-infinity', attempts = 0 where user_id = $1""";

    private static final String LOOK_AGAIN =
            "update mail_entries set due_at = now() where user_id = $1 and not dead and due_at > now()";

    private static final String FORGET = """
            with entries as (delete from mail_entries where user_id = $1)
            delete from mail_users where user_id = $1""";

    private static final String STOP = """
            with owner as (select user_id from mail_users where token = $1),
            entries as (delete from mail_entries e using owner where e.user_id = owner.user_id),
            off as (update notification_settings s set email = false from owner where s.user_id = owner.user_id)
            select 1 from owner""";

    private static final String PRUNE = """
            delete from mail_entries where notification_id in (
                select notification_id from mail_entries
                where kept_at < now() - $1 * interval '1 millisecond' order by kept_at limit $2
                for update skip locked)""";

    private final Postgres postgres;

    MailQueue(Postgres postgres) {
        this.postgres = postgres;
    }

    /** See {@link dev.parley.notification.Outbox#keeping}. */
    static String keeping(Duration mentionAfter) {
        return KEEPING.formatted(mentionAfter.toMillis());
    }

    /** Users of whom something is due, the longest first: this caller's until {@code lease} is over, then anybody's. */
    Future<List<Claim>> claim(int limit, Duration lease) {
        return postgres.query(CLAIM, limit, lease.toMillis()).map(rows -> {
            var claims = new ArrayList<Claim>();
            rows.forEach(row -> claims.add(Claim.of(row)));
            return claims;
        });
    }

    /** A statement of its own, after the claim: it sees all that was settled before. */
    Future<MailState> look(Claim claim) {
        return postgres.query(LOOK, claim.user.value(), MOST).map(MailQueue::state);
    }

    private static MailState state(RowSet<Row> rows) {
        var unread = new ArrayList<Entry>();
        var settings = NotificationSettings.DEFAULT;
        for (var row : rows) {
            settings = SettingsStore.settings(row);
            if (row.getString("id") != null) {
                unread.add(entry(row));
            }
        }
        return new MailState(unread, settings);
    }

    private static Entry entry(Row row) {
        var room = row.getString("room_id");
        return new Entry(
                new NotificationId(row.getString("id")),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                room == null ? null : new RoomId(room),
                row.getString("title"),
                row.getString("body"),
                row.getString("sender"),
                row.getString("place"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** Neither {@code entries}, which are mailed or not to be mailed, nor what was read will be looked at any more. */
    Future<Void> settle(Claim claim, Collection<Entry> entries) {
        return postgres.query(SETTLE, claim.user.value(), ids(entries), claim.leasedUntil)
                .mapEmpty();
    }

    /** Nothing is due yet. What comes meanwhile is looked at in its own time. */
    Future<Void> wait(Claim claim, Collection<Entry> entries, Duration pause) {
        return postgres.query(WAIT, claim.user.value(), ids(entries), pause.toMillis(), claim.leasedUntil)
                .mapEmpty();
    }

    /**
     * Nothing is tried for this user until the pause is over.
     *
     * @param failures how many it is more
     */
    Future<Void> retry(Claim claim, Collection<Entry> entries, Duration pause, int failures) {
        return postgres.query(RETRY, claim.user.value(), ids(entries), pause.toMillis(), claim.leasedUntil, failures)
                .mapEmpty();
    }

    /** These are not tried again but by {@link #again}, and nothing else before {@code hold} is over. */
    Future<Void> giveUp(Claim claim, Collection<Entry> entries, Duration hold) {
        return postgres.query(GIVE_UP, claim.user.value(), ids(entries), hold.toMillis(), claim.leasedUntil)
                .mapEmpty();
    }

    /** An operator wants what was given up to be tried again; none of it is no error. */
    Future<Void> again(UserId user) {
        return postgres.query(AGAIN, user.value()).mapEmpty();
    }

    /** Whatever was known of when is out of date. */
    Future<Void> lookAgain(UserId user) {
        return postgres.query(LOOK_AGAIN, user.value()).mapEmpty();
    }

    /** Nothing of them stays. */
    Future<Void> forget(UserId user) {
        return postgres.query(FORGET, user.value()).mapEmpty();
    }

    /** @return whether it is anybody's */
    Future<Boolean> knows(String token) {
        return postgres.query("select 1 from mail_users where token = $1", token)
                .map(found -> found.size() > 0);
    }

    /** Whose it is gets no more mail. @return whether it is anybody's */
    Future<Boolean> stop(String token) {
        return postgres.query(STOP, token).map(found -> found.size() > 0);
    }

    /** @return how many were deleted that are older, at most {@code limit} */
    Future<Integer> prune(Duration age, int limit) {
        return postgres.query(PRUNE, age.toMillis(), limit).map(deleted -> deleted.rowCount());
    }

    private static String[] ids(Collection<Entry> entries) {
        return entries.stream().map(entry -> entry.id().value()).toArray(String[]::new);
    }

    /**
     * One user's mail, ours for a while.
     *
     * @param attempts that failed since the last success
     * @param leasedUntil what tells this claim from a later one
     */
    record Claim(UserId user, String token, int attempts, OffsetDateTime leasedUntil) {
        static Claim of(Row row) {
            return new Claim(
                    new UserId(row.getString("user_id")),
                    row.getString("token"),
                    row.getInteger("attempts"),
                    row.getOffsetDateTime("leased_until"));
        }

        @Override
        public String toString() {
            return "Claim[" + user + "]";
        }
    }
}
