package dev.parley.launcher.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.UnknownHostException;

/** This process's place among the members of the cluster. */
public final class Membership {
    private static final int CONNECT_WITHIN_MS = 2_000;
    /** Between nodes that have nothing else to say; a silent connection is closed, and opened again when needed. */
    private static final int PING_EVERY_MS = 2_000;

    private final ClusterConfig config;
    private final HazelcastInstance hazelcast;

    private Membership(ClusterConfig config, HazelcastInstance hazelcast) {
        this.config = config;
        this.hazelcast = hazelcast;
    }

    /**
     * Joins the members that are there, or is the first. Blocks for some seconds.
     *
     * @throws IllegalArgumentException if {@code cluster.host} is no address of this machine
     */
    public static Membership join(ClusterConfig config) {
        try {
            return new Membership(config, Hazelcast.newHazelcastInstance(HazelcastSettings.of(config)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("cluster.host: " + config.host() + " is unknown", e);
        }
    }

    /** Makes a Vert.x of {@code builder}'s one of the cluster's. */
    public VertxBuilder apply(VertxBuilder builder, VertxOptions options) {
        options.setEventBusOptions(eventBus(options.getEventBusOptions()));
        // It does not shut an instance down that it was given: that is leave's, when the event bus has ended.
        return builder.with(options).withClusterManager(new HazelcastClusterManager(hazelcast));
    }

    private EventBusOptions eventBus(EventBusOptions options) {
        options.setHost(config.host())
                .setConnectTimeout(CONNECT_WITHIN_MS)
                .setClusterPingInterval(PING_EVERY_MS)
                .setClusterPingReplyInterval(config.silence().toMillis());
        var tls = config.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate())
                            .addKeyPath(tls.privateKey()))
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority()))
                    // Both off by default: without them anyone may connect, and be anyone.
                    .setTrustAll(false)
                    .setClientAuth(ClientAuth.REQUIRED);
        }
        return options;
    }

    /** How many nodes the cluster has, this one included. */
    public int size() {
        return hazelcast.getCluster().getMembers().size();
    }

    /**
     * Tells once that this node was apart from the others and has come back to them: what it holds of them, and they of
     * it, is of before.
     */
    public void onMerged(Runnable handler) {
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
                handler.run();
            }
        });
    }

    /** Hands over what this node holds for the others, then goes. Blocks for up to ten seconds. */
    public void leave() {
        hazelcast.shutdown();
    }

    /** Goes at once: for a node that is not part of the cluster any more. */
    public void terminate() {
        hazelcast.getLifecycleService().terminate();
    }
}
