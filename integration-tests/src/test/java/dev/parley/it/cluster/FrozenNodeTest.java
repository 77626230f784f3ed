package dev.parley.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.system.Cluster;
import dev.parley.it.system.Cluster.Node;
import dev.parley.it.system.SharedParley;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node that stands still (SIGSTOP) for twenty seconds leaves, comes back by itself, and nothing of before remains. */
@Tag("cluster")
@Isolated("needs the machine for itself")
@ExtendWith(SharedParley.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FrozenNodeTest {
    private static final Duration FROZEN = Duration.ofSeconds(20);
    private static final Duration OUT_WITHIN = Duration.ofSeconds(20);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    private final Cluster cluster;

    FrozenNodeTest(Cluster cluster) {
        this.cluster = cluster;
    }

    /** As many of them as there are rounds. */
    static List<String> roles() {
        var roles = List.of("message", "gateway", "presence");
        return roles.subList(0, Math.min(roles.size(), Integer.getInteger("parley.rounds", roles.size())));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void itLeavesAndComesBack(String role) {
        int all = cluster.nodes().size();
        var frozen = cluster.nodes().stream()
                .filter(node -> node.has(role))
                .findFirst()
                .orElseThrow();
        var witness = cluster.nodes().stream()
                .filter(node -> node.has("auth"))
                .findFirst()
                .orElseThrow();
        try (var traffic = Traffic.begin(cluster)) {
            traffic.flows(600);
            long frozenAt = System.nanoTime();
            cluster.signal(frozen, "STOP");
            try {
                Await.until("it is out", OUT_WITHIN, () -> cluster.members(witness) == all - 1);
                print(role, "out", frozenAt);
                Await.until(
                        "its time is over",
                        FROZEN.plusSeconds(5),
                        () -> System.nanoTime() - frozenAt > FROZEN.toNanos());
            } finally {
                cluster.signal(frozen, "CONT");
            }
            long thawedAt = System.nanoTime();
            Await.until(
                    "everyone sees everyone again",
                    BACK_WITHIN,
                    () -> cluster.nodes().size() == all
                            && cluster.nodes().stream().allMatch(node -> isWhole(node, all)));
            print(role, "back", thawedAt);
            assertThat(ProcessHandle.of(frozen.pid()))
                    .as("it is the same process")
                    .isPresent();

            traffic.flows(600);
            System.out.printf("Frozen %s: %d messages verified%n", role, traffic.stopAndVerify());
        }
    }

    private boolean isWhole(Node node, int all) {
        return cluster.status(node)
                .filter(status -> status.getString("status", "").equals("up"))
                .filter(status -> status.getInteger("members", 0) == all)
                .isPresent();
    }

    private static void print(String role, String what, long since) {
        System.out.printf("Frozen %s: %s after %d ms%n", role, what, (System.nanoTime() - since) / 1_000_000);
    }
}
