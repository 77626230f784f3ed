package dev.parley.it.fault;

import java.util.Locale;

/** What Parley cannot do everything without. */
public enum Server {
    RABBITMQ("rabbitmq"),
    MONGODB("mongo"),
    REDIS("redis"),
    POSTGRESQL("postgres");

    private final String service;

    Server(String service) {
        this.service = service;
    }

    /** Its name in {@code scripts/services}. */
    String service() {
        return service;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
