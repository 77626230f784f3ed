package dev.parley.notification.webhook;

import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.model.id.WebhookId;
import dev.parley.model.notification.GetWebhook;
import dev.parley.model.notification.SavedWebhook;
import dev.parley.model.notification.Webhook;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/** The table of webhooks, as their users see it. Everything fails as UNAVAILABLE while PostgreSQL is away. */
final class WebhookStore {
    private static final String GET = """
            select url, created_at, failing_since, failing_cause from webhooks where user_id = $1""";

    // Another one, whoever calls where: what an attempt at the old one comes to does not concern it.
    private static final String SAVE = """
            insert into webhooks (user_id, id, url, service, secret) values ($1, $2, $3, $4, $5)
            on conflict (user_id) do update set id = excluded.id, url = excluded.url, service = excluded.service,
                secret = excluded.secret, created_at = now(), due_at = now(), delivery_id = null, batch = null,
                attempts = 0, failures = 0, failing_since = null, failing_cause = null
            returning created_at""";

    // What is being deleted by somebody else is gone anyway: not waited for, or the two might wait in a circle.
    private static final String REMOVE = """
            with gone as (delete from webhooks where user_id = $1)
            delete from webhook_outbox where notification_id in (
                select notification_id from webhook_outbox where user_id = $1 for update skip locked)""";

    private final Queries queries;

    WebhookStore(Queries queries) {
        this.queries = queries;
    }

    /** Fails as NOT_FOUND if there is none. */
    Future<Webhook> get(GetWebhook request) {
        return queries.query(GET, request.userId().value()).compose(rows -> {
            if (rows.size() == 0) {
                return Future.failedFuture(Failure.notFound("webhook").asException());
            }
            var row = rows.iterator().next();
            return Future.succeededFuture(new Webhook(
                    row.getString("url"), row.getOffsetDateTime("created_at").toInstant(), failing(row)));
        });
    }

    private static Webhook.@Nullable Failing failing(Row row) {
        var since = row.getOffsetDateTime("failing_since");
        return since == null ? null : new Webhook.Failing(since.toInstant(), row.getString("failing_cause"));
    }

    /** In place of the user's that was there; what waited for that one waits for this one. */
    Future<SavedWebhook> save(UserId user, Endpoint endpoint, Secret secret) {
        var url = endpoint.uri().toString();
        return queries.query(SAVE, user.value(), WebhookId.next().value(), url, endpoint.service(), secret.value())
                .map(saved -> new SavedWebhook(
                        url,
                        secret.value(),
                        saved.iterator().next().getOffsetDateTime("created_at").toInstant()));
    }

    /** And what waits for it. */
    Future<Done> remove(UserId user) {
        return queries.query(REMOVE, user.value()).map(Done.DONE);
    }
}
