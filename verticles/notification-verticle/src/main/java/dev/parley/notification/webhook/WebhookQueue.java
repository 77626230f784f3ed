package dev.parley.notification.webhook;

import dev.parley.model.id.Id;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.WebhookId;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The outbox: the ids of the notifications that a webhook has not taken. <b>Invariant: what is in the list of who has a
 * webhook is in the outbox, from the same statement, until it is delivered, given up, or gone from the list.</b> A batch keeps its
 * delivery id and its notifications, but for those that go from the list, until it is settled.
 *
 * <p>Times are PostgreSQL's, which all nodes share. Everything fails as UNAVAILABLE while it is away.
 */
final class WebhookQueue {
    // Touches no webhook: lists never wait for one.
    static final String KEEPING = """
            insert into webhook_outbox (user_id, created_at, notification_id)
            select fresh.user_id, fresh.created_at, fresh.id
            from fresh join webhooks w on w.user_id = fresh.user_id
            returning 1""";

    private static final String AGAIN = """
            insert into webhook_outbox (user_id, created_at, notification_id)
            select n.user_id, n.created_at, n.id
            from notifications n join webhooks w on w.user_id = n.user_id
            where n.id = any($1)
            on conflict do nothing""";

    // Skips through the outbox from user to user: what it costs grows with the webhooks for which something waits.
    private static final String WAITING = """
            with recursive waiting as (
                (select user_id from webhook_outbox order by user_id limit 1)
                union all
                select (select o.user_id from webhook_outbox o where o.user_id > waiting.user_id
                    order by o.user_id limit 1)
                from waiting where waiting.user_id is not null)""";

    private static final String CLAIM = WAITING + """
            , due as (
                select w.user_id from waiting join webhooks w on w.user_id = waiting.user_id
                where w.due_at <= now() and w.service <> all($1) and (w.failures = 0 or $2)
                order by w.due_at limit $3 for update of w skip locked)
            update webhooks w set due_at = now() + $4 * interval '1 millisecond', claims = w.claims + 1
            from due where w.user_id = due.user_id
            returning w.id, w.claims, w.url, w.secret, w.attempts, w.failures""";

    // A statement of its own, after the claim: it sees all that was settled before.
    private static final String BATCHES = """
            with batches as (
                update webhooks w set delivery_id = coalesce(w.delivery_id, claimed.delivery_id),
                    batch = coalesce(w.batch, array(
                        select o.notification_id from webhook_outbox o where o.user_id = w.user_id
                        order by o.created_at, o.notification_id limit $4))
                from unnest($1::text[], $2::bigint[], $3::text[]) claimed(id, claims, delivery_id)
                where w.id = claimed.id and w.claims = claimed.claims
                returning w.id, w.delivery_id, w.batch)
            select batches.id as webhook_id, batches.delivery_id, n.id, n.event_id, n.kind, n.room_id, n.title, n.body,
                n.sender, n.created_at
            from batches
            left join lateral unnest(batches.batch) with ordinality one(notification_id, place_no) on true
            left join notifications n on n.id = one.notification_id
            order by one.place_no""";

    // Rows that somebody else is deleting are gone anyway: not waited for, or the two might wait in a circle.
    private static final String SETTLING = """
            delete from webhook_outbox where notification_id in (
                select o.notification_id from webhook_outbox o join settled on o.user_id = settled.user_id
                where o.notification_id = any($3) for update of o skip locked)""";

    private static final String DELIVERED = """
            with settled as (
                update webhooks set delivery_id = null, batch = null, attempts = 0, due_at = now(),
                    failures = 0, failing_since = null, failing_cause = null
                where id = $1 and claims = $2 returning user_id)
            """ + SETTLING;

    private static final String GIVEN_UP = """
            with settled as (
                update webhooks set delivery_id = null, batch = null, attempts = 0,
                    due_at = now() + $4 * interval '1 millisecond',
                    failures = failures + 1, failing_since = coalesce(failing_since, now()), failing_cause = $5
                where id = $1 and claims = $2 returning user_id)
            """ + SETTLING;

    private static final String LATER = """
            update webhooks set attempts = attempts + 1, due_at = now() + $3 * interval '1 millisecond',
                failures = failures + 1, failing_since = coalesce(failing_since, now()), failing_cause = $4
            where id = $1 and claims = $2""";

    private static final String NOTHING_LEFT = """
            update webhooks set delivery_id = null, batch = null, attempts = 0, due_at = now()
            where id = $1 and claims = $2""";

    private static final String REMOVE = """
            with settled as (delete from webhooks where id = $1 and claims = $2 returning user_id)
            delete from webhook_outbox where notification_id in (
                select o.notification_id from webhook_outbox o join settled on o.user_id = settled.user_id
                for update of o skip locked)""";

    // Written for a webhook while it went.
    private static final String PRUNE = WAITING + """

            delete from webhook_outbox where notification_id in (
                select o.notification_id from waiting join webhook_outbox o on o.user_id = waiting.user_id
                where not exists (select from webhooks w where w.user_id = waiting.user_id)
                limit $1 for update of o skip locked)""";

    private final Postgres postgres;

    WebhookQueue(Postgres postgres) {
        this.postgres = postgres;
    }

    /** An operator wants these to be tried again; what is gone from the list, or has no webhook any more, is no error. */
    Future<Void> again(Collection<NotificationId> ids) {
        return postgres.query(AGAIN, (Object) texts(ids, NotificationId::value)).mapEmpty();
    }

    /**
     * Webhooks for which something is due, the longest first: this caller's until {@code lease} is over, then anybody's.
     *
     * @param without origins to pass over
     * @param failing whether to take those too whose last attempt failed
     */
    Future<List<Claimed>> claim(Collection<String> without, boolean failing, int limit, Duration lease) {
        return postgres.query(CLAIM, texts(without, origin -> origin), failing, limit, lease.toMillis())
                .compose(rows -> {
                    var claims = new ArrayList<Claim>();
                    rows.forEach(row -> claims.add(Claim.of(row)));
                    return claims.isEmpty() ? Future.succeededFuture(List.of()) : batches(claims);
                });
    }

    private Future<List<Claimed>> batches(List<Claim> claims) {
        return postgres.query(
                        BATCHES,
                        texts(claims, claim -> claim.id.value()),
                        claims.stream().map(Claim::number).toArray(Long[]::new),
                        texts(claims, claim -> Id.uuid7()),
                        Batch.MOST)
                .map(rows -> {
                    var deliveries = new HashMap<String, String>();
                    var entries = new HashMap<String, List<Batch.Entry>>();
                    for (var row : rows) {
                        var webhook = row.getString("webhook_id");
                        deliveries.put(webhook, row.getString("delivery_id"));
                        var its = entries.computeIfAbsent(webhook, first -> new ArrayList<>());
                        if (row.getString("id") != null) {
                            its.add(entry(row));
                        }
                    }
                    // One that is not among them has gone in between.
                    return claims.stream()
                            .filter(claim -> deliveries.containsKey(claim.id.value()))
                            .map(claim -> new Claimed(
                                    claim,
                                    deliveries.getOrDefault(claim.id.value(), ""),
                                    new Batch(claim.id, entries.getOrDefault(claim.id.value(), List.of()))))
                            .toList();
                });
    }

    private static Batch.Entry entry(Row row) {
        var room = row.getString("room_id");
        return new Batch.Entry(
                new NotificationId(row.getString("id")),
                row.getString("event_id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                room == null ? null : new RoomId(room),
                row.getString("title"),
                row.getString("body"),
                row.getString("sender"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** The receiver has it. */
    Future<Void> delivered(Claim claim, Batch batch) {
        return postgres.query(DELIVERED, claim.id.value(), claim.number, ids(batch))
                .mapEmpty();
    }

    /** It is not tried again; what waits behind it is after {@code pause}. */
    Future<Void> givenUp(Claim claim, Batch batch, Duration pause, String why) {
        return postgres.query(GIVEN_UP, claim.id.value(), claim.number, ids(batch), pause.toMillis(), why)
                .mapEmpty();
    }

    /** The same batch is tried again after {@code pause}. */
    Future<Void> later(Claim claim, Duration pause, String why) {
        return postgres.query(LATER, claim.id.value(), claim.number, pause.toMillis(), why)
                .mapEmpty();
    }

    /** All of its batch is gone from the list. */
    Future<Void> nothingLeft(Claim claim) {
        return postgres.query(NOTHING_LEFT, claim.id.value(), claim.number).mapEmpty();
    }

    /** The receiver wants no more. */
    Future<Void> remove(Claim claim) {
        return postgres.query(REMOVE, claim.id.value(), claim.number).mapEmpty();
    }

    /** Removes what waits for nobody. */
    Future<Void> prune(int limit) {
        return postgres.query(PRUNE, limit).mapEmpty();
    }

    private static String[] ids(Batch batch) {
        return texts(batch.ids(), NotificationId::value);
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> field) {
        return all.stream().map(field).toArray(String[]::new);
    }

    /**
     * A webhook, ours for a while. Prints without what lets others send to it.
     *
     * @param number which claim it is: once there is another, this one changes nothing any more
     * @param attempts at its batch that failed before
     * @param failures in a row, of whatever batch
     */
    record Claim(WebhookId id, long number, String url, Secret secret, int attempts, int failures) {
        static Claim of(Row row) {
            return new Claim(
                    new WebhookId(row.getString("id")),
                    row.getLong("claims"),
                    row.getString("url"),
                    new Secret(row.getString("secret")),
                    row.getInteger("attempts"),
                    row.getInteger("failures"));
        }

        boolean isFailing() {
            return failures > 0;
        }

        @Override
        public String toString() {
            return "Claim[" + id + ", " + number + "]";
        }
    }

    /** @param deliveryId the batch's, however often it is sent */
    record Claimed(Claim claim, String deliveryId, Batch batch) {}
}
