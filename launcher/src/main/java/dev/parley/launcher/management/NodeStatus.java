package dev.parley.launcher.management;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /status} answers.
 *
 * @param name of the process, among the cluster's
 * @param roles as in {@code --roles}
 * @param startedAt when its verticles began to serve
 * @param status {@code up}, {@code down} or {@code draining}
 * @param down what is not in order, by name: {@code message} for a role, {@code message: MongoDB} for its store
 * @param warnings what somebody should look at, as {@code message: 3 dead letters}
 * @param sockets open at its gateway; null without one
 * @param members how many nodes its cluster has; null without one
 */
public record NodeStatus(
        String name,
        List<String> roles,
        long pid,
        Instant startedAt,
        String status,
        List<String> down,
        List<String> warnings,
        @Nullable Integer sockets,
        @Nullable Integer members) {
    public NodeStatus {
        roles = List.copyOf(roles);
        down = List.copyOf(down);
        warnings = List.copyOf(warnings);
    }
}
