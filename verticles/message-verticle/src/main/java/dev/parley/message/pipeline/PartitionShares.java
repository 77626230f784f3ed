package dev.parley.message.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.broker.Broker;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the partitions out among the message nodes. Each node stands in every partition's line of consumers, of which
 * the broker serves the first. Whenever a node has come or gone, everyone but the one whom a partition falls to goes to the
 * end of its line.
 *
 * <p>It is the broker that decides: nodes that see each other differently for a while cost balance, never order.
 *
 * <p>Owned by the verticle's context.
 */
final class PartitionShares {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionShares.class);

    private static final Topic<NodeBeat> NODE_BEAT = Topic.topic("parley.message.node-beat", NodeBeat.class);
    private static final Topic<NodeGone> NODE_GONE = Topic.topic("parley.message.node-gone", NodeGone.class);

    private static final Duration BEAT = Duration.ofSeconds(2);

    /** Three beats missed and a bit. */
    private static final long FORGET_AFTER_NANOS = BEAT.toNanos() * 3 + 500_000_000L;

    /** Several nodes that come or go at once move a partition once. */
    private static final long SETTLE_MS = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final Broker broker;
    private final int partitions;
    private final String nodeId = UUID.randomUUID().toString();
    private final Map<String, Node> others = new HashMap<>();
    private long timer = -1;
    private long connections;
    private boolean settling;

    /** @param connections of the node to the broker, when it was last heard of */
    private record Node(long heardAt, long connections) {}

    PartitionShares(Vertx vertx, Bus bus, Broker broker, int partitions) {
        this.vertx = vertx;
        this.bus = bus;
        this.broker = broker;
        this.partitions = partitions;
    }

    /** To be called when this node consumes: it stands in line before the others are told of it. */
    Future<Void> start() {
        connections = broker.consumingConnections();
        return Future.all(
                        bus.subscribe(NODE_BEAT, this::heard), bus.subscribe(NODE_GONE, gone -> forget(gone.nodeId())))
                .onSuccess(listening -> timer = vertx.setPeriodic(0, BEAT.toMillis(), beat -> beat()))
                .mapEmpty();
    }

    void stop() {
        if (timer != -1) {
            vertx.cancelTimer(timer);
            bus.publish(NODE_GONE, new NodeGone(nodeId));
        }
    }

    private void beat() {
        bus.publish(NODE_BEAT, new NodeBeat(nodeId, broker.consumingConnections()));
        if (connections != broker.consumingConnections()) {
            connections = broker.consumingConnections();
            settle();
        }
        long now = System.nanoTime();
        others.entrySet().stream()
                .filter(other -> now - other.getValue().heardAt > FORGET_AFTER_NANOS)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::forget);
    }

    private void heard(NodeBeat beat) {
        if (beat.nodeId().equals(nodeId)) {
            return;
        }
        var before = others.put(beat.nodeId(), new Node(System.nanoTime(), beat.connections()));
        if (before == null || before.connections != beat.connections()) {
            settle();
        }
    }

    private void forget(String gone) {
        if (others.remove(gone) != null) {
            settle();
        }
    }

    private void settle() {
        if (!settling) {
            settling = true;
            vertx.setTimer(SETTLE_MS, settled -> {
                settling = false;
                share();
            });
        }
    }

    /** The partitions that fall to this node now, as far as it knows. */
    BitSet here() {
        var owners = owners(nodes(), partitions);
        var here = new BitSet(partitions);
        IntStream.range(0, partitions)
                .filter(partition -> owners.get(partition).equals(nodeId))
                .forEach(here::set);
        return here;
    }

    private Set<String> nodes() {
        var nodes = new HashSet<>(others.keySet());
        nodes.add(nodeId);
        return nodes;
    }

    private void share() {
        var nodes = nodes();
        var owners = owners(nodes, partitions);
        for (int partition = 0; partition < partitions; partition++) {
            if (!owners.get(partition).equals(nodeId)) {
                broker.standBack(Topology.roomsQueue(partition));
            }
        }
        LOG.info(
                "partitions shared nodes={} here={}",
                nodes.size(),
                owners.stream().filter(nodeId::equals).count());
    }

    /**
     * Whom each partition falls to: as evenly as can be, and the same at every node. When a node comes or goes few
     * partitions move beside those that have to.
     *
     * @param nodes at least one
     * @return a node for each partition
     */
    static List<String> owners(Collection<String> nodes, int partitions) {
        int most = (partitions + nodes.size() - 1) / nodes.size();
        var loads = new HashMap<String, Integer>();
        var owners = new ArrayList<String>();
        for (int i = 0; i < partitions; i++) {
            int partition = i;
            var owner = nodes.stream()
                    .filter(node -> loads.getOrDefault(node, 0) < most)
                    .max(Comparator.comparing(node -> affinity(node, partition)))
                    .orElseThrow();
            loads.merge(owner, 1, Integer::sum);
            owners.add(owner);
        }
        return owners;
    }

    /** A number that looks random and is the same everywhere. */
    private static UUID affinity(String node, int partition) {
        return UUID.nameUUIDFromBytes((node + "/" + partition).getBytes(UTF_8));
    }
}
