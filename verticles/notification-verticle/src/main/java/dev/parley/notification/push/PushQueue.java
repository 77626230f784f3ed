package dev.parley.notification.push;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.notification.SettingsStore;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outbox: one row for each browser and room where something is to be told or may be shown. Many messages of a room
 * are one row, and what is sent is made of what is unread when it is sent; so it says nothing that is no longer so, and is never
 * longer than browsers times rooms. <b>Invariant: what is in a list is in the outbox of each of its user's browsers,
 * from the same statement, until an attempt that has seen it is settled.</b>
 *
 * <p>Times are PostgreSQL's, which all nodes share. Everything fails as UNAVAILABLE while it is away.
 */
final class PushQueue {
    /** Unread notifications are counted up to here. */
    private static final int MOST_COUNTED = 1_000;

    // In one order, so that those who write together do not wait for each other in a circle.
    static final String KEEPING = """
            insert into push_rooms (subscription_id, room_id, service, version, due_at)
            select id, room_id, service, nextval('push_versions'), now() from (
                select distinct s.id, fresh.room_id, s.service
                from fresh join push_subscriptions s on s.user_id = fresh.user_id
                where fresh.room_id is not null order by 1, 2) devices
            on conflict (subscription_id, room_id) do update set version = excluded.version,
                due_at = coalesce(push_rooms.due_at, now()), changed_at = now()
            returning 1""";

    // The reader's own browser takes back by itself what it shows.
    static final String WITHDRAWING = """
            with devices as (
                select p.subscription_id, p.room_id, s.session_id = read.reader as own
                from (select distinct user_id, room_id, reader from marked) read
                join push_subscriptions s on s.user_id = read.user_id
                join push_rooms p on p.subscription_id = s.id and p.room_id = read.room_id
                order by 1, 2 for update of p)
            update push_rooms p set version = nextval('push_versions'), shown = p.shown and not d.own,
                due_at = coalesce(p.due_at, now()), changed_at = now()
            from devices d where p.subscription_id = d.subscription_id and p.room_id = d.room_id
            returning 1""";

    private static final String AGAIN = """
            insert into push_rooms (subscription_id, room_id, service, version, due_at)
            select id, $2, service, nextval('push_versions'), now() from push_subscriptions where id = $1
            on conflict (subscription_id, room_id) do update set version = excluded.version, attempts = 0,
                due_at = now(), changed_at = now()""";

    private static final String CLAIM = """
            with due as (
                select subscription_id, room_id from push_rooms
                where due_at <= now() and service <> all($1) order by due_at limit $2 for update skip locked)
            update push_rooms p set due_at = now() + $3 * interval '1 millisecond'
            from due where p.subscription_id = due.subscription_id and p.room_id = due.room_id
            returning p.subscription_id, p.room_id, p.version, p.shown, p.attempts""";

    // A statement of its own, after the claim: it sees all that had been written when the versions were read.
    private static final String LOOK = """
            select claimed.place_no, s.endpoint, s.p256dh, s.auth, n.event_id, n.kind, n.title, n.body, n.sender, n.place,
                n.created_at,
                (select count(*) from (select 1 from notifications
                    where user_id = s.user_id and room_id = claimed.room_id and read_at is null limit $3) counted) as unread,
                (select count(*) from (select 1 from notifications
                    where user_id = s.user_id and read_at is null limit $3) counted) as unread_in_all,
                """ + SettingsStore.COLUMNS + """

            from unnest($1::text[], $2::text[]) with ordinality claimed(subscription_id, room_id, place_no)
            join push_subscriptions s on s.id = claimed.subscription_id
            left join notification_settings settings on settings.user_id = s.user_id
            left join lateral (
                select * from notifications
                where user_id = s.user_id and room_id = claimed.room_id and read_at is null
                order by created_at desc, id desc limit 1) n on true""";

    private static final String SETTLE = """
            with gone as (
                delete from push_rooms
                where subscription_id = $1 and room_id = $2 and version = $3 and not $4 returning 1),
            kept as (
                update push_rooms set shown = $4, attempts = 0,
                    due_at = case when version = $3 then null else now() end
                where subscription_id = $1 and room_id = $2 and not exists (select from gone) returning due_at)
            select 1 from kept where due_at is not null""";

    private static final String LATER = """
            update push_rooms set attempts = attempts + 1, due_at = now() + $3 * interval '1 millisecond'
            where subscription_id = $1 and room_id = $2""";

    private static final String REMOVE = """
            with rooms as (delete from push_rooms where subscription_id = $1)
            delete from push_subscriptions where id = $1""";

    private static final String GIVEN_UP = """
            update push_subscriptions set dead = dead + 1 where id = $1 returning dead""";

    private static final String PRUNE = """
            delete from push_rooms where (subscription_id, room_id) in (
                select subscription_id, room_id from push_rooms
                where changed_at < now() - $1 * interval '1 millisecond' order by changed_at limit $2
                for update skip locked)""";

    private final Postgres postgres;

    PushQueue(Postgres postgres) {
        this.postgres = postgres;
    }

    /** An operator wants it to be tried again; one whose browser is gone is no error. */
    Future<Void> again(SubscriptionId id, RoomId room) {
        return postgres.query(AGAIN, id.value(), room.value()).mapEmpty();
    }

    /**
     * What is due, the longest first: this caller's until {@code lease} is over, then anybody's.
     *
     * @param without push services to pass over
     */
    Future<List<Claimed>> claim(Collection<String> without, int limit, Duration lease) {
        return postgres.query(CLAIM, texts(without, service -> service), limit, lease.toMillis())
                .compose(rows -> {
                    var claims = new ArrayList<Claim>();
                    rows.forEach(row -> claims.add(Claim.of(row)));
                    return claims.isEmpty() ? Future.succeededFuture(List.of()) : look(claims);
                });
    }

    private Future<List<Claimed>> look(List<Claim> claims) {
        return postgres.query(
                        LOOK,
                        texts(claims, claim -> claim.id.value()),
                        texts(claims, claim -> claim.room.value()),
                        MOST_COUNTED)
                .map(rows -> {
                    var found = new ArrayList<Row>();
                    rows.forEach(found::add);
                    Map<Long, Row> byPlace =
                            found.stream().collect(Collectors.toMap(row -> row.getLong("place_no"), row -> row));
                    var all = new ArrayList<Claimed>();
                    for (int i = 0; i < claims.size(); i++) {
                        all.add(claimed(claims.get(i), byPlace.get(i + 1L)));
                    }
                    return all;
                });
    }

    private static Claimed claimed(Claim claim, @Nullable Row row) {
        return row == null
                ? new Claimed(claim, null)
                : new Claimed(
                        claim,
                        new Device(
                                row.getString("endpoint"),
                                row.getString("p256dh"),
                                row.getString("auth"),
                                new RoomState(
                                        claim.room,
                                        claim.shown,
                                        row.getInteger("unread"),
                                        row.getInteger("unread_in_all"),
                                        newest(row),
                                        SettingsStore.settings(row))));
    }

    private static RoomState.@Nullable Newest newest(Row row) {
        var eventId = row.getString("event_id");
        return eventId == null
                ? null
                : new RoomState.Newest(
                        eventId,
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("title"),
                        row.getString("body"),
                        row.getString("sender"),
                        row.getString("place"),
                        row.getOffsetDateTime("created_at").toInstant());
    }

    /**
     * The attempt is over, unless something has changed since it was claimed: then there is another.
     *
     * @param shown whether the browser may show something of the room now
     * @return whether there is another
     */
    Future<Boolean> settle(Claim claim, boolean shown) {
        return postgres.query(SETTLE, claim.id.value(), claim.room.value(), claim.version, shown)
                .map(again -> again.size() > 0);
    }

    /** It took this one: what was given up before is forgiven. */
    Future<Void> works(SubscriptionId id) {
        return postgres.query("update push_subscriptions set dead = 0 where id = $1 and dead > 0", id.value())
                .mapEmpty();
    }

    Future<Void> later(Claim claim, Duration pause) {
        return postgres.query(LATER, claim.id.value(), claim.room.value(), pause.toMillis())
                .mapEmpty();
    }

    /** Neither the browser nor anything of it is there any more. */
    Future<Void> remove(SubscriptionId id) {
        return postgres.query(REMOVE, id.value()).mapEmpty();
    }

    /** @return how many were given up in a row, this one included; 0 if the browser is gone */
    Future<Integer> givenUp(SubscriptionId id) {
        return postgres.query(GIVEN_UP, id.value())
                .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getInteger("dead"));
    }

    /** @return how many were deleted that nothing has happened to for so long, at most {@code limit} */
    Future<Integer> prune(Duration silence, int limit) {
        return postgres.query(PRUNE, silence.toMillis(), limit).map(deleted -> deleted.rowCount());
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> field) {
        return all.stream().map(field).toArray(String[]::new);
    }

    /**
     * One browser and room, ours for a while.
     *
     * @param version what there was to be seen: another after every change, though not always a greater one
     * @param attempts that failed before
     */
    record Claim(SubscriptionId id, RoomId room, long version, boolean shown, int attempts) {
        static Claim of(Row row) {
            return new Claim(
                    new SubscriptionId(row.getString("subscription_id")),
                    new RoomId(row.getString("room_id")),
                    row.getLong("version"),
                    row.getBoolean("shown"),
                    row.getInteger("attempts"));
        }
    }

    /** @param device null if it is gone */
    record Claimed(Claim claim, @Nullable Device device) {}

    /** Prints without what lets others push to it. */
    record Device(String endpoint, String p256dh, String auth, RoomState state) {
        @Override
        public String toString() {
            return "Device[" + state.roomId() + "]";
        }
    }
}
