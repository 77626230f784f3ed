package dev.parley.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.system.Cluster;
import dev.parley.it.system.Cluster.Node;
import dev.parley.it.system.SharedParley;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of each role's node, again and again, while a hundred people write: nothing acknowledged is lost, doubled or disordered. */
@Tag("cluster")
@Isolated("needs the machine for itself")
@ExtendWith(SharedParley.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class NodeLossTest {
    private static final int ROUNDS = Integer.getInteger("parley.rounds", 10);

    private final Cluster cluster;

    NodeLossTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "contacts", "message", "presence", "notification", "search", "gateway"})
    void nothingAcknowledgedIsLostDoubledOrDisordered(String role) {
        try (var traffic = Traffic.begin(cluster)) {
            traffic.flows(900);
            print(role + ", before", traffic.measured());
            var down = Duration.ZERO;
            for (int round = 0; round < ROUNDS; round++) {
                down = down.plus(lose(node(role, round)));
                traffic.catchesUp();
            }
            print(role + ", meanwhile", traffic.measured());
            int verified = traffic.stopAndVerify();
            System.out.printf(
                    "Node loss, %s: %d x kill -9, back after %d ms on average; %d messages acknowledged, all stored once and in"
                            + " one order%n",
                    role, ROUNDS, down.dividedBy(ROUNDS).toMillis(), verified);
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

    private static void print(String when, Traffic.Measured measured) {
        System.out.printf(
                "Node loss, %s: acknowledged: %s; first message again after a lost connection: %s%n",
                when, measured.acks().describe(), measured.absences().describe());
    }
}
