package dev.parley.gateway.health;

import dev.parley.model.health.HealthReport;
import dev.parley.model.log.OwnContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks roles how they are, all at once. However many ask here, the roles are asked once a second.
 *
 * <p>Owned by the context that made it.
 */
public final class ReadinessProbe {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Function<String, Future<HealthReport>> ask;
    private final List<String> roles;
    private final LongSupplier nanoTime;

    private @Nullable Future<Readiness> latest;
    private long askedAt;

    /**
     * @param ask a role; its failure says that the role is down
     * @param roles that must answer, as in {@code --roles}
     */
    public ReadinessProbe(Function<String, Future<HealthReport>> ask, Collection<String> roles, LongSupplier nanoTime) {
        this.ask = ask;
        this.roles = List.copyOf(roles);
        this.nanoTime = nanoTime;
    }

    /** Never fails: not to hear from a role is an answer. */
    public Future<Readiness> readiness() {
        long now = nanoTime.getAsLong();
        var recent = latest;
        if (recent != null && (!recent.isComplete() || now - askedAt < FRESH.toNanos())) {
            return OwnContext.of(recent);
        }
        askedAt = now;
        var asked = ask();
        latest = asked;
        return asked;
    }

    private Future<Readiness> ask() {
        var answers = roles.stream().map(this::seen).toList();
        return Future.join(answers).map(all -> {
            var down = new TreeSet<String>();
            var warnings = new TreeSet<String>();
            answers.forEach(answer -> {
                down.addAll(answer.result().down);
                warnings.addAll(answer.result().warnings);
            });
            return Readiness.of(List.copyOf(down), List.copyOf(warnings));
        });
    }

    /** What is not in order in one role, and what is to be looked at. */
    private record Seen(List<String> down, List<String> warnings) {}

    private Future<Seen> seen(String role) {
        return ask.apply(role)
                .map(report -> new Seen(
                        namesOf(role, report),
                        report.warnings().stream()
                                .map(warning -> role + ": " + warning)
                                .toList()))
                .otherwise(silent -> new Seen(List.of(role), List.of()));
    }

    private static List<String> namesOf(String role, HealthReport report) {
        return report.dependencies().stream()
                .filter(dependency -> !dependency.up())
                .map(dependency -> role + ": " + dependency.name())
                .toList();
    }
}
