package dev.parley.gateway.health;

import java.util.List;

/**
 * What {@code /health/ready} answers.
 *
 * @param status {@code up}, {@code down} or {@code draining}
 * @param down what is not in order, by name: a role that does not answer as {@code message}, a role's store as {@code
 *     auth: PostgreSQL}
 */
public record Readiness(String status, List<String> down) {
    public Readiness {
        down = List.copyOf(down);
    }

    static Readiness of(List<String> down) {
        return new Readiness(down.isEmpty() ? "up" : "down", down);
    }

    public static Readiness draining() {
        return new Readiness("draining", List.of());
    }

    public boolean isUp() {
        return status.equals("up");
    }
}
