package dev.parley.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server for tests, on a free port of loopback. Take {@link #freshDatabase()} for most tests; a server
 * of one's own ({@link #start()}) for those that stop it.
 */
public final class PostgresFixture implements AutoCloseable {
    private static final int POOL_SIZE = 4;

    private static @Nullable PostgresFixture shared;

    private final EmbeddedPostgres server;

    private PostgresFixture(EmbeddedPostgres server) {
        this.server = server;
    }

    /** An empty database on the server that all tests of this JVM share; the server ends with the JVM. */
    public static PostgresConfig freshDatabase() {
        return sharedServer().newDatabase();
    }

    private static synchronized PostgresFixture sharedServer() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    public static PostgresFixture start() {
        try {
            return new PostgresFixture(EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty database on this server. */
    public PostgresConfig newDatabase() {
        var name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PostgresConfig("127.0.0.1", server.getPort(), name, "postgres", "postgres", POOL_SIZE);
    }

    /** Stops the server; its port refuses connections from now on. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
