package dev.parley.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.system.Cluster;
import dev.parley.it.system.Cluster.Node;
import dev.parley.it.system.SharedParley;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** kill -9 of each role's node in turn, while a hundred people write: nothing acknowledged is lost, doubled or disordered. */
@Tag("cluster")
@Isolated("needs the machine for itself")
@ExtendWith(SharedParley.class)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class NodeLossTest {
    private static final List<String> ROLES =
            List.of("auth", "contacts", "message", "presence", "notification", "search", "gateway");
    private static final int ROUNDS = Integer.getInteger("parley.rounds", 10);

    /** Between a node that is back and the next that is lost: a second of traffic. */
    private static final int QUIET = 300;

    private final Cluster cluster;

    NodeLossTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void nothingAcknowledgedIsLostDoubledOrDisordered() {
        try (var traffic = Traffic.begin(cluster)) {
            traffic.flows(QUIET * 3);
            print("before", traffic.measured(), Duration.ZERO);
            for (var role : ROLES) {
                var down = Duration.ZERO;
                for (int round = 0; round < ROUNDS; round++) {
                    down = down.plus(lose(node(role, round)));
                    traffic.flows(QUIET);
                }
                print(role, traffic.measured(), down.dividedBy(ROUNDS));
            }
            int verified = traffic.stopAndVerify();
            System.out.printf(
                    "Node loss: %d x kill -9, %d messages acknowledged, all stored once and in one order%n",
                    ROLES.size() * ROUNDS, verified);
            assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat(cluster.members(node))
                            .isEqualTo(cluster.nodes().size()));
        }
    }

    /** Every node of the role in turn. */
    private Node node(String role, int round) {
        var nodes = cluster.nodes().stream().filter(node -> node.has(role)).toList();
        return nodes.get(round % nodes.size());
    }

    /** @return how long until it was ready again */
    private Duration lose(Node node) {
        var killed = System.nanoTime();
        cluster.kill9(node);
        cluster.redeploy(node);
        return Duration.ofNanos(System.nanoTime() - killed);
    }

    private static void print(String role, Traffic.Measured measured, Duration back) {
        System.out.printf(
                "Node loss, %s: back after %d ms; acknowledged: %s; first message again after a lost connection: %s%n",
                role,
                back.toMillis(),
                measured.acks().describe(),
                measured.absences().describe());
    }
}
