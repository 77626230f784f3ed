package dev.parley.postgres;

import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one schema to the newest version found in {@code classpath:db/<schema>}. Blocks. */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** Nodes that start together race for the schema itself, which Flyway makes before it takes its lock. */
    private static final int ATTEMPTS = 3;

    /** unique_violation (in the catalogue), duplicate_schema, duplicate_table. */
    private static final Set<String> RACES = Set.of("23505", "42P06", "42P07");

    private static final int CONNECT_SECONDS = 2;
    /** From there to being logged in: on a busy machine most of it goes into loading the driver. */
    private static final int LOGIN_SECONDS = 10;
    /** Long enough for an index over a big table; a hung server must not hang the start for ever. */
    private static final int STATEMENT_SECONDS = 600;

    private Migrations() {}

    static void run(PostgresConfig config, String schema) {
        for (int attempt = 1; ; attempt++) {
            try {
                var result = flyway(config, schema).migrate();
                LOG.info("migrated schema={} steps={}", schema, result.migrationsExecuted);
                return;
            } catch (FlywayException e) {
                var state = sqlState(e);
                if (StoreFailures.isTransient(state)) {
                    LOG.warn("postgres unavailable schema={} cause={}", schema, e.getMessage());
                    throw StoreFailures.unavailable();
                }
                if (attempt == ATTEMPTS || !RACES.contains(state)) {
                    throw e;
                }
            }
        }
    }

    private static String sqlState(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState();
            }
        }
        return "";
    }

    private static Flyway flyway(PostgresConfig config, String schema) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .loggers("slf4j")
                .dataSource(dataSource(config))
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:db/" + schema)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .load();
    }

    private static PGSimpleDataSource dataSource(PostgresConfig config) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {config.host()});
        source.setPortNumbers(new int[] {config.port()});
        source.setDatabaseName(config.database());
        source.setUser(config.user());
        source.setPassword(config.password());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setSocketTimeout(STATEMENT_SECONDS);
        return source;
    }
}
