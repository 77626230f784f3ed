package dev.parley.model.live;

import dev.parley.model.bus.Bus;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which gateway nodes hold whom, in memory, from what the gateways announce. It needs no store, so that delivery goes on
 * without Redis; it may be wrong for a moment, which costs a hint and no message.
 *
 * <p>Owned by the context that made it. One per verticle that delivers to users.
 */
public final class AttachmentDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(AttachmentDirectory.class);

    /** How often a gateway node says that it lives ({@link GatewayBeat}). */
    public static final Duration BEAT = Duration.ofSeconds(2);

    /** Three beats missed and a bit: the node is gone. */
    private static final long FORGET_AFTER_MS = BEAT.toMillis() * 3 + 500;

    private final Vertx vertx;
    private final Bus bus;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<UserId, Map<String, AttachedUser>> users = new HashMap<>();

    public AttachmentDirectory(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    /** Begins to listen; complete when every node knows. Gateways already there are learned of by their next beat. */
    public Future<Void> start() {
        vertx.setPeriodic(BEAT.toMillis(), timer -> forgetSilentNodes());
        return Future.all(
                        bus.subscribe(LiveAddresses.ATTACHMENT_CHANGED, this::changed),
                        bus.subscribe(LiveAddresses.GATEWAY_BEAT, this::beat),
                        bus.subscribe(LiveAddresses.GATEWAY_GONE, gone -> forget(gone.nodeId())))
                .mapEmpty();
    }

    /** The nodes that hold a socket of the user's; empty if the user is not connected. */
    public Set<String> nodesOf(UserId userId) {
        return users.getOrDefault(userId, Map.of()).keySet();
    }

    public boolean isAttached(UserId userId) {
        return users.containsKey(userId);
    }

    /** Whether the user has this room open in front of them on any device. */
    public boolean isLooking(UserId userId, RoomId roomId) {
        return users.getOrDefault(userId, Map.of()).values().stream()
                .anyMatch(attached -> attached.looking().contains(roomId));
    }

    private void beat(GatewayBeat beat) {
        askIfBehind(beat.nodeId(), alive(beat.nodeId()), beat.version());
    }

    private void changed(AttachmentChanged change) {
        var node = alive(change.nodeId());
        if (node.version == change.version() - 1) {
            node.version = change.version();
            put(change.nodeId(), change.userId(), change.now());
        } else {
            askIfBehind(change.nodeId(), node, change.version());
        }
    }

    private Node alive(String nodeId) {
        var node = nodes.computeIfAbsent(nodeId, id -> new Node());
        node.heardAt = System.nanoTime();
        return node;
    }

    /** An announcement older than the roster we hold was overtaken on its way: no gap. */
    private void askIfBehind(String nodeId, Node node, long announced) {
        if (node.version < announced && !node.asking) {
            askForRoster(nodeId, node);
        }
    }

    private void askForRoster(String nodeId, Node node) {
        node.asking = true;
        bus.request(LiveAddresses.roster(nodeId), new GetRoster())
                .onComplete(
                        roster -> {
                            node.asking = false;
                            if (nodes.get(nodeId) == node) {
                                forgetUsersOf(nodeId);
                                node.version = roster.version();
                                roster.users().forEach(user -> put(nodeId, user.userId(), user));
                            }
                        },
                        cause -> {
                            node.asking = false; // the next beat asks again
                            LOG.warn("roster unavailable node={} cause={}", nodeId, cause.getMessage());
                        });
    }

    private void put(String nodeId, UserId userId, @Nullable AttachedUser now) {
        if (now != null) {
            users.computeIfAbsent(userId, id -> new HashMap<>(2)).put(nodeId, now);
            return;
        }
        users.computeIfPresent(userId, (id, byNode) -> {
            byNode.remove(nodeId);
            return byNode.isEmpty() ? null : byNode;
        });
    }

    private void forgetSilentNodes() {
        var now = System.nanoTime();
        nodes.entrySet().stream()
                .filter(entry -> now - entry.getValue().heardAt > FORGET_AFTER_MS * 1_000_000)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::forget);
    }

    private void forget(String nodeId) {
        if (nodes.remove(nodeId) != null) {
            forgetUsersOf(nodeId);
            LOG.info("gateway gone node={}", nodeId);
        }
    }

    private void forgetUsersOf(String nodeId) {
        users.values().removeIf(byNode -> byNode.remove(nodeId) != null && byNode.isEmpty());
    }

    private static final class Node {
        private long version = -1; // unknown until the first roster; nodes count from 0
        private long heardAt;
        private boolean asking;
    }
}
