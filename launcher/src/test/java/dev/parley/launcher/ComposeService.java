package dev.parley.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One service of {@link ComposeFile}.
 *
 * @param keys as they stand in the file
 */
record ComposeService(String name, Map<String, Object> keys) {
    /** What is under {@code path}, null if nothing is. */
    @Nullable Object find(String... path) {
        Object at = keys;
        for (var key : path) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at;
    }

    /** As {@link #find}, empty if there is nothing. */
    List<String> list(String key) {
        return find(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Without its variables' values. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        if (find("environment") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        }
        return environment;
    }

    String variable(String name) {
        return Objects.requireNonNull(environment().get(name), () -> this.name + " has no " + name);
    }

    /** The list after {@code --roles} in its command; fails if there is none. */
    String rolesOption() {
        var command = list("command");
        int at = command.indexOf("--roles");
        if (at < 0 || at + 1 == command.size()) {
            throw new AssertionError(name + " says no --roles: " + command);
        }
        return command.get(at + 1);
    }

    /** Whether it waits until {@code other} is healthy. */
    boolean waitsFor(String other) {
        return "service_healthy".equals(find("depends_on", other, "condition"));
    }

    /** The folders that volumes are mounted on, by the volumes' names. */
    Map<String, String> mounts() {
        var mounts = new LinkedHashMap<String, String>();
        list("volumes").stream().map(mount -> mount.split(":", 2)).forEach(parts -> mounts.put(parts[0], parts[1]));
        return mounts;
    }
}
