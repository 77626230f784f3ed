package dev.parley.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.jspecify.annotations.Nullable;

/** Where statements are run: on any connection of the pool, or inside one transaction. */
public interface Queries {
    /**
     * Runs a prepared statement.
     *
     * <p>Fails with UNAVAILABLE ({@link dev.parley.model.failure.FailureException}) within
     * {@link Postgres#ANSWER_WITHIN} when the server is away, too slow, or too many statements wait; with
     * {@link UniqueViolation} when a row would be there twice. A single write that failed as UNAVAILABLE may have been
     * made nevertheless: repeat only what is idempotent.
     *
     * @param args for {@code $1, $2…}; an {@link java.time.Instant} is a {@code timestamptz}, arrays go with
     *     {@code any($1)}
     */
    Future<RowSet<Row>> query(String sql, @Nullable Object... args);
}
