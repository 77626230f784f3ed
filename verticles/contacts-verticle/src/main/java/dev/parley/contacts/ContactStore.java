package dev.parley.contacts;

import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.id.UserId;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code contacts}. Works on the pool or inside a transaction, as the {@link Queries} given. */
final class ContactStore {
    /** A list shows the last changed ones of more. */
    static final int LISTED_AT_MOST = 5_000;

    private static final String COLUMNS = "low, high, asked_by, status, created_at, updated_at";

    private ContactStore() {}

    /**
     * Makes everything else about this pair wait until the transaction ends: a decision sees neither a request nor a
     * block that is half done.
     */
    static Future<Void> hold(Queries transaction, Pair pair) {
        return transaction
                .query("select pg_advisory_xact_lock(hashtextextended($1, 0))", pair.low() + "/" + pair.high())
                .mapEmpty();
    }

    static Future<Optional<Bond>> find(Queries queries, Pair pair) {
        return queries.query(
                        "select " + COLUMNS + " from contacts where low = $1 and high = $2",
                        pair.low().value(),
                        pair.high().value())
                .map(rows -> bonds(rows).stream().findFirst());
    }

    static Future<Void> save(Queries queries, Bond bond) {
        return queries.query(
                        """
                        insert into contacts (low, high, asked_by, status, created_at, updated_at)
                        values ($1, $2, $3, $4, $5, $6)
                        on conflict (low, high) do update
                        set status = excluded.status, updated_at = excluded.updated_at
                        """,
                        bond.pair().low().value(),
                        bond.pair().high().value(),
                        bond.askedBy().value(),
                        bond.status().wire(),
                        bond.createdAt(),
                        bond.updatedAt())
                .mapEmpty();
    }

    /** @return false if there was none */
    static Future<Boolean> delete(Queries queries, Pair pair) {
        return queries.query(
                        "delete from contacts where low = $1 and high = $2",
                        pair.low().value(),
                        pair.high().value())
                .map(rows -> rows.rowCount() == 1);
    }

    static Future<Void> deleteAllOf(Queries queries, UserId user) {
        return queries.query("delete from contacts where low = $1 or high = $1", user.value())
                .mapEmpty();
    }

    /** The last changed first. */
    static Future<List<Bond>> list(Queries queries, UserId user, @Nullable Status status) {
        return queries.query(
                        "select " + COLUMNS + """
                         from contacts
                        where (low = $1 or high = $1) and ($2::text is null or status = $2)
                        order by updated_at desc, low, high limit $3
                        """, user.value(), status == null ? null : status.wire(), LISTED_AT_MOST)
                .map(ContactStore::bonds);
    }

    /** How many requests of this user's stand, answered or not. */
    static Future<Long> countAskedBy(Queries queries, UserId user) {
        return queries.query("select count(*) as n from contacts where asked_by = $1", user.value())
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    private static List<Bond> bonds(RowSet<Row> rows) {
        List<Bond> bonds = new ArrayList<>();
        rows.forEach(row -> bonds.add(new Bond(
                new Pair(new UserId(row.getString("low")), new UserId(row.getString("high"))),
                new UserId(row.getString("asked_by")),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant())));
        return bonds;
    }
}
