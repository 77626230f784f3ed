package dev.parley.model.health;

import java.util.List;

/**
 * @param role as in {@code --roles}
 * @param dependencies its stores and brokers
 * @param warnings what somebody should look at although the role is in order, a few words each
 */
public record HealthReport(String role, List<Dependency> dependencies, List<String> warnings) {
    public HealthReport {
        dependencies = List.copyOf(dependencies);
        warnings = warnings == null ? List.of() : List.copyOf(warnings); // a node of an older version has none
    }

    /** Without a warning. */
    public HealthReport(String role, List<Dependency> dependencies) {
        this(role, dependencies, List.of());
    }

    /** @param name for people, as "PostgreSQL" */
    public record Dependency(String name, boolean up) {}
}
