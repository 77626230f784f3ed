package dev.parley.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.system.Cluster;
import dev.parley.it.system.SharedParley;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Every process is replaced while a hundred people write, and they hardly notice. */
@Tag("cluster")
@Isolated("needs the machine for itself")
@ExtendWith(SharedParley.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RollingRestartTest {
    private final Cluster cluster;

    RollingRestartTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void nothingIsLostAndEveryoneReconnectsOncePerGatewayAtMost() {
        var before = new HashSet<Long>();
        cluster.nodes().forEach(node -> before.add(node.pid()));
        try (var traffic = Traffic.begin(cluster)) {
            traffic.flows(600);
            var quiet = traffic.measured();

            System.out.print(cluster.script("cluster", "restart", "--rolling"));

            traffic.flows(600);
            var restarting = traffic.measured();
            int verified = traffic.stopAndVerify();
            System.out.printf(
                    "Rolling restart: %d messages acknowledged and stored once; acknowledged before: %s; during: %s; "
                            + "first message again after a lost connection: %s%n",
                    verified,
                    quiet.acks().describe(),
                    restarting.acks().describe(),
                    restarting.absences().describe());
            assertThat(cluster.nodes())
                    .as("every process is another one")
                    .isNotEmpty()
                    .noneMatch(node -> before.contains(node.pid()));
            assertThat(traffic.roamers())
                    .allSatisfy(roamer -> assertThat(roamer.reconnects())
                            .isLessThanOrEqualTo(cluster.gateways().size()));
        }
    }
}
