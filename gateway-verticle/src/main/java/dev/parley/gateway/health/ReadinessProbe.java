package dev.parley.gateway.health;

import dev.parley.model.bus.Bus;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks every role, all at once and each for at most a second. However many ask here, the roles are asked once a second.
 *
 * <p>Owned by the context that made it.
 */
final class ReadinessProbe {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final String OWN_ROLE = "gateway";

    private final Bus bus;
    private final List<String> roles;
    private final BooleanSupplier brokerIsUp;
    private final LongSupplier nanoTime;

    private @Nullable Future<Readiness> latest;
    private long askedAt;

    /** @param roles that must answer, as in {@code --roles}; the gateway itself is not asked */
    ReadinessProbe(Bus bus, Set<String> roles, BooleanSupplier brokerIsUp, LongSupplier nanoTime) {
        this.bus = bus;
        this.roles = new TreeSet<>(roles)
                .stream().filter(role -> !role.equals(OWN_ROLE)).toList();
        this.brokerIsUp = brokerIsUp;
        this.nanoTime = nanoTime;
    }

    /** Never fails: not to hear from a role is an answer. */
    Future<Readiness> readiness() {
        long now = nanoTime.getAsLong();
        var recent = latest;
        if (recent != null && (!recent.isComplete() || now - askedAt < FRESH.toNanos())) {
            return recent;
        }
        askedAt = now;
        var asked = ask();
        latest = asked;
        return asked;
    }

    private Future<Readiness> ask() {
        var answers = roles.stream().map(this::downIn).toList();
        return Future.join(answers).map(all -> {
            var down = new TreeSet<String>();
            answers.forEach(answer -> down.addAll(answer.result()));
            if (!brokerIsUp.getAsBoolean()) {
                down.add(OWN_ROLE + ": broker");
            }
            return Readiness.of(List.copyOf(down));
        });
    }

    private Future<List<String>> downIn(String role) {
        return bus.request(HealthAddresses.of(role), new CheckHealth())
                .map(report -> namesOf(role, report))
                .otherwise(silent -> List.of(role));
    }

    private static List<String> namesOf(String role, HealthReport report) {
        return report.dependencies().stream()
                .filter(dependency -> !dependency.up())
                .map(dependency -> role + ": " + dependency.name())
                .toList();
    }
}
