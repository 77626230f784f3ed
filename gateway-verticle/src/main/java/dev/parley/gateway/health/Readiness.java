package dev.parley.gateway.health;

import java.util.List;

/**
 * What {@code /health/ready} answers.
 *
 * @param status {@code up}, {@code down} or {@code draining}
 * @param down what is not in order, by name: a role that does not answer as {@code message}, a role's store as {@code
 *     auth: PostgreSQL}
 * @param warnings what somebody should look at although it serves, as {@code message: 3 dead letters}
 */
public record Readiness(String status, List<String> down, List<String> warnings) {
    public Readiness {
        down = List.copyOf(down);
        warnings = List.copyOf(warnings);
    }

    /** Without a warning. */
    public Readiness(String status, List<String> down) {
        this(status, down, List.of());
    }

    static Readiness of(List<String> down, List<String> warnings) {
        return new Readiness(down.isEmpty() ? "up" : "down", down, warnings);
    }

    public static Readiness draining() {
        return new Readiness("draining", List.of());
    }

    public boolean isUp() {
        return status.equals("up");
    }
}
