package dev.parley.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Looks into the PostgreSQL of an embedded Parley that runs on a data folder. */
public final class EmbeddedPostgres {
    /** Of the server's pid file: https://www.postgresql.org/docs/current/storage-file-layout.html */
    private static final int PORT_LINE = 3;

    private final String url;
    private final String password;

    public EmbeddedPostgres(Path data) {
        try {
            var port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .get(PORT_LINE)
                    .strip();
            this.url = "jdbc:postgresql://127.0.0.1:" + port + "/parley";
            this.password =
                    Files.readString(data.resolve("secrets/postgres-password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many rows of {@code from} there are. @param from a table and its condition, with one parameter however often */
    public long count(String from, String parameter) {
        try (var connection = DriverManager.getConnection(url, "parley", password);
                var query = connection.prepareStatement("select count(*) from " + from)) {
            for (int i = 1; i <= query.getParameterMetaData().getParameterCount(); i++) {
                query.setString(i, parameter);
            }
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(from, e);
        }
    }
}
