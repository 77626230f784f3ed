package dev.parley.launcher.management;

import dev.parley.gateway.health.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process knows of itself without asking anybody.
 *
 * @param roles as in {@code --roles}
 * @param draining whether it is on its way out
 * @param sockets open at its gateway; null without one
 * @param members how many nodes its cluster has; null without one
 */
public record NodeFacts(
        String name,
        List<String> roles,
        Instant startedAt,
        BooleanSupplier draining,
        @Nullable IntSupplier sockets,
        @Nullable IntSupplier members) {
    public NodeFacts {
        roles = List.copyOf(roles);
    }

    NodeStatus status(Readiness readiness) {
        return new NodeStatus(
                name,
                roles,
                ProcessHandle.current().pid(),
                startedAt,
                readiness.status(),
                readiness.down(),
                readiness.warnings(),
                sockets == null ? null : sockets.getAsInt(),
                members == null ? null : members.getAsInt());
    }
}
