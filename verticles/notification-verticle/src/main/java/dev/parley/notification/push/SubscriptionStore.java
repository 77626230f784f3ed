package dev.parley.notification.push;

import dev.parley.model.bus.Done;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Unsubscribe;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** The table of browsers that take what is pushed. Everything fails as UNAVAILABLE while PostgreSQL is away. */
final class SubscriptionStore {
    /** Of one user; the oldest give way. */
    static final int MAX_PER_USER = 20;

    // The id stays while session and endpoint do, so that a browser that says the same again loses nothing that is due.
    private static final String REMOVE_OTHERS =
            removing("(session_id = $1 or endpoint = $2) and not (session_id = $1 and endpoint = $2 and user_id = $3)");

    private static final String SAVE = """
            insert into push_subscriptions (id, user_id, session_id, endpoint, service, p256dh, auth)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (endpoint) do update set user_id = excluded.user_id, session_id = excluded.session_id,
                p256dh = excluded.p256dh, auth = excluded.auth, dead = 0
            returning id""";

    private static final String REMOVE_OLDEST = removing(
            "id in (select id from push_subscriptions where user_id = $1 order by created_at desc, id desc offset $2)");

    private final Postgres postgres;

    SubscriptionStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** In place of the session's and the endpoint's that was there. @return its id */
    Future<SubscriptionId> save(UserId user, SessionId session, Endpoint endpoint, String p256dh, String auth) {
        var address = endpoint.uri().toString();
        return postgres.transaction(transaction -> transaction
                .query(REMOVE_OTHERS, session.value(), address, user.value())
                .compose(removed -> transaction.query(
                        SAVE,
                        SubscriptionId.next().value(),
                        user.value(),
                        session.value(),
                        address,
                        endpoint.service(),
                        p256dh,
                        auth))
                .compose(saved -> removeOldest(transaction, user)
                        .map(new SubscriptionId(saved.iterator().next().getString("id")))));
    }

    private static Future<Void> removeOldest(Queries transaction, UserId user) {
        return transaction.query(REMOVE_OLDEST, user.value(), MAX_PER_USER).mapEmpty();
    }

    Future<Done> remove(Unsubscribe request) {
        var id = request.id();
        var removed = id == null
                ? removeOf(List.of(request.sessionId()))
                : postgres.query(
                        removing("user_id = $1 and id = $2"), request.userId().value(), id.value());
        return removed.map(Done.DONE);
    }

    Future<Void> removeOf(Collection<SessionId> sessions) {
        var ids = sessions.stream().map(SessionId::value).toArray(String[]::new);
        return postgres.query(removing("session_id = any($1)"), (Object) ids).mapEmpty();
    }

    Future<Void> removeOf(UserId user) {
        return postgres.query(removing("user_id = $1"), user.value()).mapEmpty();
    }

    /** Those, and what was to be told them. */
    private static String removing(String which) {
        return "with gone as (delete from push_subscriptions where " + which + " returning id)"
                + " delete from push_rooms where subscription_id in (select id from gone)";
    }
}
