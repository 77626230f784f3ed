package dev.parley.it.fault;

import java.util.List;

/** Some of a test's cases alone, for looking at them. */
final class Only {
    private final List<String> parts;

    /** @param property of which the value has parts of cases' names, between commas; all cases, if it is not given */
    Only(String property) {
        parts = List.of(System.getProperty(property, "").split(","));
    }

    boolean has(String name) {
        return parts.stream().anyMatch(name::contains);
    }
}
