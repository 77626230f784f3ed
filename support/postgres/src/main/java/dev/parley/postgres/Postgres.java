package dev.parley.postgres;

import dev.parley.model.failure.FailureException;
import dev.parley.model.health.HealthReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One verticle's schema in PostgreSQL. Every wait is bounded: an answer, or UNAVAILABLE, comes within
 * {@link #ANSWER_WITHIN}.
 */
public final class Postgres implements Queries {
    /** Below the 2 s after which the one who asked over the bus gives up, so that our own answer arrives. */
    public static final Duration ANSWER_WITHIN = Duration.ofMillis(1_500);

    /** How long {@link #open} waits for a server that is not there yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long RETRY_MS = 500;

    /** Waiting statements for each connection; more are refused at once. */
    static final int WAITING_PER_CONNECTION = 100;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);
    /**
     * A statement that is not answered by then never will be (the server ends each by itself after {@link #ANSWER_WITHIN}):
     * its connection has died without a word. The driver would keep it for ever, and heeds no idle timeout of the network's
     * (5.0.7: measured), so the pool is replaced.
     */
    private static final Duration SILENT_CONNECTION = Duration.ofSeconds(10);
    /** Closing waits for answers that are on their way; a connection that has died without a word never has one. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);
    /** So that connections move on after a failover or a change of address. */
    private static final Duration CONNECTION_LIFE = Duration.ofMinutes(30);

    /** Whoever asks for the health gives up after a second. */
    private static final Duration PROBE = Duration.ofMillis(800);

    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z_]{0,62}");

    private final StoreFailures failures = new StoreFailures();
    private final Vertx vertx;
    private final Supplier<Pool> pools;
    private volatile Connected current; // replaced under this
    private boolean closed; // guarded by this

    /** A pool, and what asks any of its connections. */
    private record Connected(Pool pool, Queries queries) {}

    private Postgres(Vertx vertx, Supplier<Pool> pools) {
        this.vertx = vertx;
        this.pools = pools;
        this.current = connect();
    }

    /**
     * Migrates {@code schema} from {@code classpath:db/<schema>}, making it if need be, and opens a pool on it.
     *
     * <p>Fails as UNAVAILABLE when the server cannot be reached within {@link #PATIENCE}.
     *
     * @param schema lower-case letters and underscores
     */
    public static Future<Postgres> open(Vertx vertx, PostgresConfig config, String schema) {
        return open(vertx, config, schema, PATIENCE);
    }

    static Future<Postgres> open(Vertx vertx, PostgresConfig config, String schema, Duration patience) {
        if (!SCHEMA.matcher(schema).matches()) {
            return Future.failedFuture(new IllegalArgumentException("not a schema name: " + schema));
        }
        return migrate(vertx, config, schema, System.nanoTime() + patience.toNanos())
                .map(migrated -> unmigrated(vertx, config, schema));
    }

    private static Future<Void> migrate(Vertx vertx, PostgresConfig config, String schema, long deadline) {
        return vertx.<Void>executeBlocking(
                        () -> {
                            Migrations.run(config, schema);
                            return null;
                        },
                        false)
                .recover(cause -> cause instanceof FailureException && System.nanoTime() < deadline
                        ? vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS)
                                .compose(waited -> migrate(vertx, config, schema, deadline))
                        : Future.failedFuture(cause));
    }

    /** A pool on a schema that is taken as it is. */
    static Postgres unmigrated(Vertx vertx, PostgresConfig config, String schema) {
        return new Postgres(vertx, () -> pool(vertx, config, schema));
    }

    private static Pool pool(Vertx vertx, PostgresConfig config, String schema) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(connectOptions(config, schema))
                .with(poolOptions(config))
                .with(new NetClientOptions()
                        .setConnectTimeout((int) CONNECT_WITHIN.toMillis())
                        .setTcpKeepAlive(true))
                .build();
    }

    private static PgConnectOptions connectOptions(PostgresConfig config, String schema) {
        var properties = new HashMap<>(PgConnectOptions.DEFAULT_PROPERTIES);
        properties.put("application_name", "parley-" + schema);
        properties.put("search_path", schema);
        // Whoever asked is told UNAVAILABLE by then: the server must not go on and make the change later.
        properties.put("statement_timeout", String.valueOf(ANSWER_WITHIN.toMillis()));
        properties.put("idle_in_transaction_session_timeout", String.valueOf(ANSWER_WITHIN.toMillis() * 4));
        return new PgConnectOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setDatabase(config.database())
                .setUser(config.user())
                .setPassword(config.password())
                .setCachePreparedStatements(true)
                .setProperties(properties);
    }

    private static PoolOptions poolOptions(PostgresConfig config) {
        return new PoolOptions()
                .setMaxSize(config.poolSize())
                .setMaxWaitQueueSize(config.poolSize() * WAITING_PER_CONNECTION)
                .setConnectionTimeout((int) ANSWER_WITHIN.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) IDLE_CONNECTION.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxLifetime((int) CONNECTION_LIFE.toSeconds())
                .setMaxLifetimeUnit(TimeUnit.SECONDS);
    }

    @Override
    public Future<RowSet<Row>> query(String sql, @Nullable Object... args) {
        var on = current;
        return bounded(on, on.queries.query(sql, args));
    }

    /**
     * Runs {@code work} in one transaction: committed if its future succeeds, rolled back if it fails, with that same
     * failure. When it failed as UNAVAILABLE before the commit was sent, nothing was changed.
     */
    public <T extends @Nullable Object> Future<T> transaction(Function<Queries, Future<T>> work) {
        var expired = new AtomicBoolean();
        var on = current;
        Future<T> done = on.pool.withTransaction(connection -> work.apply(new ClientQueries(connection, failures))
                .compose(result -> expired.get()
                        ? Future.failedFuture(StoreFailures.unavailable())
                        : Future.succeededFuture(result)));
        return bounded(on, done).onFailure(cause -> expired.set(true));
    }

    private <T extends @Nullable Object> Future<T> bounded(Connected on, Future<T> answer) {
        return answer.timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> {
                    if (!answer.isComplete()) {
                        vertx.setTimer(SILENT_CONNECTION.toMillis(), late -> replaceIfSilent(on, answer));
                    }
                })
                .recover(failures::failed);
    }

    private Connected connect() {
        var pool = pools.get();
        return new Connected(pool, new ClientQueries(pool, failures));
    }

    private void replaceIfSilent(Connected on, Future<?> answer) {
        if (!answer.isComplete() && replaced(on)) {
            LOG.warn("postgres connection silent, its pool is replaced seconds={}", SILENT_CONNECTION.toSeconds());
            var unused = on.pool.close();
        }
    }

    /** @return false if another has done it, or nobody wants one any more */
    private synchronized boolean replaced(Connected on) {
        if (closed || current != on) {
            return false;
        }
        current = connect();
        return true;
    }

    /** Whether the server answers now, soon enough for those who ask a role for its health; never fails. */
    public Future<Boolean> isUp() {
        return query("select 1")
                .timeout(PROBE.toMillis(), TimeUnit.MILLISECONDS)
                .transform(asked -> Future.succeededFuture(asked.succeeded()));
    }

    /** As {@link #isUp}, for a report; never fails. */
    public Future<HealthReport.Dependency> health() {
        return isUp().map(up -> new HealthReport.Dependency("PostgreSQL", up));
    }

    /** Completes within {@link #CLOSED_WITHIN}, also when a connection never answers. Does not fail. */
    public Future<Void> close() {
        synchronized (this) {
            closed = true;
        }
        return current.pool
                .close()
                .timeout(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }
}
