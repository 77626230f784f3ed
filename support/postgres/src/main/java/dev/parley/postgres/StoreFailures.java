package dev.parley.postgres;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what is the store's trouble (UNAVAILABLE, try again) from what is a bug of ours (passed on as it is). */
final class StoreFailures {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);

    // SQLSTATEs of PostgreSQL, appendix A of its manual.
    private static final String UNIQUE_VIOLATION = "23505";
    /** Connection exception, transaction rollback (deadlock), insufficient resources, operator intervention. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57");
    /** Lock not available; wrong password and no such database, which are somebody's mistake but not the caller's. */
    private static final Set<String> TRANSIENT_STATES = Set.of("55P03", "28P01", "28000", "3D000");

    /** An outage fails every statement: it is told of this often, not each time. */
    private static final long WARN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARN_EVERY_NANOS);

    <T> Future<T> failed(Throwable cause) {
        return Future.failedFuture(explain(cause));
    }

    private Throwable explain(Throwable cause) {
        if (cause instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState())) {
            return new UniqueViolation(String.valueOf(refused.getConstraint()));
        }
        if (isTransient(cause)) {
            warnNowAndThen(cause);
            return unavailable();
        }
        return cause;
    }

    private void warnNowAndThen(Throwable cause) {
        long now = System.nanoTime();
        long last = warnedAt.get();
        if (now - last >= WARN_EVERY_NANOS && warnedAt.compareAndSet(last, now)) {
            LOG.warn("postgres unavailable cause={}", cause.toString());
        } else {
            LOG.debug("postgres unavailable cause={}", cause.toString());
        }
    }

    static FailureException unavailable() {
        return Failure.unavailable("PostgreSQL").asException();
    }

    static boolean isTransient(String sqlState) {
        return TRANSIENT_STATES.contains(sqlState)
                || (sqlState.length() == 5 && TRANSIENT_CLASSES.contains(sqlState.substring(0, 2)));
    }

    private static boolean isTransient(Throwable cause) {
        if (cause instanceof PgException refused) {
            return isTransient(String.valueOf(refused.getSqlState()));
        }
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof ClosedConnectionException
                || cause instanceof ConnectionPoolTooBusyException
                || cause instanceof TransactionRollbackException
                || cause instanceof VertxException;
    }
}
