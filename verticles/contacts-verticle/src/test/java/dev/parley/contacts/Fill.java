package dev.parley.contacts;

import static dev.parley.postgres.Await.await;

import dev.parley.model.id.UserId;
import dev.parley.postgres.Postgres;

/** Rows that would take too many requests to make. */
final class Fill {
    private Fill() {}

    static void requestsOf(World world, UserId user, int count) {
        var store = await(Postgres.open(world.vertx, world.postgres, "contacts"));
        // 'z' sorts after the first digit of every id, so the user is always the lower of the pair.
        await(store.query("""
                insert into contacts (low, high, asked_by, status, created_at, updated_at)
                select $1, 'z' || md5($1 || n), $1, 'pending', now(), now() from generate_series(1, $2) n
                """, user.value(), count));
        await(store.close());
    }
}
