package dev.parley.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Parley's role and database. The role is no superuser: a flaw in a query must not become a shell on the machine. */
final class PostgresAccount {

    private static final String NAME = "parley";
    private static final String TIMEOUT_SECONDS = "10";

    private final int port;
    private final Secret password;

    PostgresAccount(int port, Secret password) {
        this.port = port;
        this.password = password;
    }

    PostgresEndpoint endpoint() {
        return new PostgresEndpoint(Loopback.HOST, port, NAME, NAME, password);
    }

    /** Makes what is missing, then asks the server something as Parley will. May be repeated. */
    void ensure() throws SQLException {
        try (Connection admin = connect("postgres", "postgres");
                Statement statement = admin.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                // The password is of base64url letters, see Secret.
                statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password.value() + "'");
            }
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        }
        try (Connection parley = connect(NAME, NAME);
                Statement statement = parley.createStatement()) {
            if (!exists(statement, "SELECT 1")) {
                throw new SQLException("SELECT 1 has no row");
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect(String user, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.value());
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + Loopback.HOST + ":" + port + "/" + database, properties);
    }
}
