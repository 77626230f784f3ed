package dev.parley.it.cluster;

import dev.parley.it.client.Await;
import dev.parley.it.operations.Scrape;
import dev.parley.it.system.Cluster;
import dev.parley.it.system.Cluster.Node;
import dev.parley.it.system.SharedParley;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A second message node takes a share while a hundred people write, and the whole when the first is lost. */
@Tag("cluster")
@Isolated("needs the machine for itself")
@ExtendWith(SharedParley.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecondMessageNodeTest {
    private static final Duration SHARED_WITHIN = Duration.ofSeconds(60);

    private final Cluster cluster;

    SecondMessageNodeTest(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void itTakesAShareAndTheWholeWhenTheFirstIsLost() {
        var first = cluster.node("message-1");
        try (var traffic = Traffic.begin(cluster)) {
            traffic.flows(600);
            cluster.deploy("message", "message-2");
            try {
                bothStore(first, cluster.node("message-2"));
                System.out.printf(
                        "Second message node, joining: acknowledged: %s%n",
                        traffic.measured().acks().describe());
                cluster.kill9(first);
                traffic.catchesUp();
                System.out.printf(
                        "Second message node, alone: acknowledged: %s%n",
                        traffic.measured().acks().describe());
                cluster.redeploy(first);
                bothStore(cluster.node("message-1"), cluster.node("message-2"));
            } finally {
                cluster.script("undeploy", "message-2");
            }
            traffic.catchesUp();
            System.out.printf("Second message node: %d messages verified%n", traffic.stopAndVerify());
        }
    }

    private static void bothStore(Node one, Node other) {
        double ofOne = stored(one);
        double ofOther = stored(other);
        Await.until("both store", SHARED_WITHIN, () -> stored(one) > ofOne + 100 && stored(other) > ofOther + 100);
    }

    private static double stored(Node node) {
        return Scrape.of(node.management()).sum("parley_message_events_stored_total", "");
    }
}
