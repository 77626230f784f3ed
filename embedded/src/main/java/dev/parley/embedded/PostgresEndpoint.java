package dev.parley.embedded;

/** Where PostgreSQL listens. {@code user} owns {@code database} and is no superuser. */
public record PostgresEndpoint(String host, int port, String database, String user, Secret password) {

    /** {@code postgresql://user:password@host:port/database}. Contains the password: not for logs. */
    public String uri() {
        return "postgresql://" + user + ":" + password.value() + "@" + host + ":" + port + "/" + database;
    }

    /** {@code jdbc:postgresql://host:port/database}, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
