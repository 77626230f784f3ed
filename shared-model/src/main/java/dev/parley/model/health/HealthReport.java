package dev.parley.model.health;

import java.util.List;

/**
 * @param role as in {@code --roles}
 * @param dependencies its stores and brokers
 */
public record HealthReport(String role, List<Dependency> dependencies) {
    public HealthReport {
        dependencies = List.copyOf(dependencies);
    }

    /** @param name for people, as "PostgreSQL" */
    public record Dependency(String name, boolean up) {}
}
