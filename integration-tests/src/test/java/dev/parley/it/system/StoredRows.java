package dev.parley.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Looks into the PostgreSQL of a Parley that runs: the embedded one, or that of {@code scripts/services}. */
public final class StoredRows {
    /** Of the server's pid file: https://www.postgresql.org/docs/current/storage-file-layout.html */
    private static final int PORT_LINE = 3;

    /** Of the settings that {@code scripts/services} writes. */
    private static final Pattern SETTINGS =
            Pattern.compile("(?m)^postgres \\{.* port = (\\d+),.* password = \"([^\"]+)\" }$");

    private final String url;
    private final String password;

    private StoredRows(String port, String password) {
        this.url = "jdbc:postgresql://127.0.0.1:" + port + "/parley";
        this.password = password;
    }

    public static StoredRows of(Installation installation) {
        var settings = installation.data().resolve("services/parley.conf");
        try {
            return Files.exists(settings) ? ofServices(settings) : ofEmbedded(installation.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredRows ofServices(Path settings) throws IOException {
        var postgres = SETTINGS.matcher(Files.readString(settings));
        if (!postgres.find()) {
            throw new AssertionError("no postgres in " + settings);
        }
        return new StoredRows(postgres.group(1), postgres.group(2));
    }

    private static StoredRows ofEmbedded(Path data) throws IOException {
        return new StoredRows(
                Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                        .get(PORT_LINE)
                        .strip(),
                Files.readString(data.resolve("secrets/postgres-password")).strip());
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
