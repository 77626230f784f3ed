package dev.parley.launcher.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** A {@link ClusterConfig} in Hazelcast's words. */
final class HazelcastSettings {
    private static final int BACKUPS = 1;

    private HazelcastSettings() {}

    static Config of(ClusterConfig cluster) throws UnknownHostException {
        var config = new Config().setClusterName(cluster.name());
        network(config, cluster);
        properties(config, cluster);
        // The names that vertx-hazelcast gives what it keeps: which node listens to which address.
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(BACKUPS)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(BACKUPS));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(BACKUPS));
        // By which the others know whose subscriptions go when this member does.
        config.getMemberAttributeConfig()
                .setAttribute("__vertx.nodeId", UUID.randomUUID().toString());
        return config;
    }

    /**
     * A port that only members speak on ("advanced" in Hazelcast's words). Not for tidiness alone: on the one port for all
     * protocols, Hazelcast 5.6 and 5.7 spin while a peer has accepted a connection and says nothing, as a frozen node
     * does, and the heartbeats that share the spinning thread stop.
     */
    private static void network(Config config, ClusterConfig cluster) throws UnknownHostException {
        var address = InetAddress.getByName(cluster.host()).getHostAddress();
        var members = new ServerSocketEndpointConfig()
                .setPort(cluster.port())
                .setPortAutoIncrement(true)
                .setPortCount(ClusterConfig.PORTS);
        members.getInterfaces().setEnabled(true).addInterface(address);
        var network = config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(members);
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        cluster.members().forEach(join.getTcpIpConfig()::addMember);
    }

    private static void properties(Config config, ClusterConfig cluster) {
        config.setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false") // Parley leaves in an order of its own
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty(
                        "hazelcast.max.no.heartbeat.seconds",
                        Long.toString(cluster.silence().toSeconds()))
                // Two halves of a cluster find each other again this soon, instead of after five minutes.
                .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "10")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "10");
    }
}
