package dev.parley.contacts;

import dev.parley.contacts.ContactRules.Blocking;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.id.UserId;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table {@code blocks}. Works on the pool or inside a transaction, as the {@link Queries} given. */
final class BlockStore {
    private BlockStore() {}

    static Future<Void> insert(Queries queries, UserId blocker, UserId blocked, Instant now) {
        return queries.query("""
                        insert into blocks (blocker, blocked, created_at) values ($1, $2, $3) on conflict do nothing
                        """, blocker.value(), blocked.value(), now).mapEmpty();
    }

    static Future<Void> delete(Queries queries, UserId blocker, UserId blocked) {
        return queries.query("delete from blocks where blocker = $1 and blocked = $2", blocker.value(), blocked.value())
                .mapEmpty();
    }

    static Future<Void> deleteAllOf(Queries queries, UserId user) {
        return queries.query("delete from blocks where blocker = $1 or blocked = $1", user.value())
                .mapEmpty();
    }

    static Future<Long> count(Queries queries, UserId blocker) {
        return queries.query("select count(*) as n from blocks where blocker = $1", blocker.value())
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    /** The last blocked first. */
    static Future<List<UserId>> list(Queries queries, UserId blocker) {
        return queries.query(
                        "select blocked from blocks where blocker = $1 order by created_at desc, blocked",
                        blocker.value())
                .map(rows -> {
                    List<UserId> blocked = new ArrayList<>();
                    rows.forEach(row -> blocked.add(new UserId(row.getString("blocked"))));
                    return blocked;
                });
    }

    static Future<Blocking> between(Queries queries, UserId caller, UserId other) {
        return check(queries, caller, List.of(other))
                .map(blocks -> new Blocking(
                        !blocks.blockedBy().isEmpty(), !blocks.blocking().isEmpty()));
    }

    static Future<Blocks> check(Queries queries, UserId user, List<UserId> others) {
        var ids = others.stream().map(UserId::value).toArray(String[]::new);
        return queries.query("""
                        select blocker, blocked from blocks
                        where (blocker = $1 and blocked = any($2)) or (blocked = $1 and blocker = any($2))
                        """, user.value(), ids).map(rows -> {
            List<UserId> blocking = new ArrayList<>();
            List<UserId> blockedBy = new ArrayList<>();
            for (var row : rows) {
                if (row.getString("blocker").equals(user.value())) {
                    blockedBy.add(new UserId(row.getString("blocked")));
                } else {
                    blocking.add(new UserId(row.getString("blocker")));
                }
            }
            return new Blocks(blocking, blockedBy);
        });
    }
}
