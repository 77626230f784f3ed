package dev.parley.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Statements on a pool or on one connection. */
record ClientQueries(SqlClient client, StoreFailures failures) implements Queries {
    @Override
    public Future<RowSet<Row>> query(String sql, @Nullable Object... args) {
        return client.preparedQuery(sql).execute(tuple(args)).recover(failures::failed);
    }

    private static Tuple tuple(@Nullable Object... args) {
        var tuple = Tuple.tuple();
        for (var arg : args) {
            // The driver knows timestamptz as OffsetDateTime only.
            tuple.addValue(arg instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : arg);
        }
        return tuple;
    }
}
