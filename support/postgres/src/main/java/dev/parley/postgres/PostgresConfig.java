package dev.parley.postgres;

/**
 * How to reach one PostgreSQL server.
 *
 * @param poolSize most connections of one verticle instance, 1 to 1,000
 */
public record PostgresConfig(String host, int port, String database, String user, String password, int poolSize) {
    public PostgresConfig {
        requireText("host", host);
        requireText("database", database);
        requireText("user", user);
        requireRange("port", port, 1, 65_535);
        requireRange("poolSize", poolSize, 1, 1_000);
    }

    private static void requireText(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + ": must not be empty");
        }
    }

    private static void requireRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": " + value + " is outside " + min + "–" + max);
        }
    }

    @Override
    public String toString() {
        return "PostgresConfig[" + user + "@" + host + ":" + port + "/" + database + ", password=[redacted], poolSize="
                + poolSize + "]";
    }
}
