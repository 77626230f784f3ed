package dev.parley.it.fault;

import dev.parley.it.system.Cluster;
import dev.parley.it.system.Server;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What is killed. */
enum Target {
    /** One of the gateways; which, is drawn. */
    GATEWAY {
        @Override
        Runnable kill9(Cluster cluster, RandomGenerator random) {
            return node(cluster, "gateway", random);
        }
    },
    /** The only one. */
    MESSAGE {
        @Override
        Runnable kill9(Cluster cluster, RandomGenerator random) {
            return node(cluster, "message", random);
        }
    },
    RABBITMQ {
        @Override
        Runnable kill9(Cluster cluster, RandomGenerator random) {
            return server(cluster, Server.RABBITMQ);
        }
    },
    REDIS {
        @Override
        Runnable kill9(Cluster cluster, RandomGenerator random) {
            return server(cluster, Server.REDIS);
        }
    },
    POSTGRESQL {
        @Override
        Runnable kill9(Cluster cluster, RandomGenerator random) {
            return server(cluster, Server.POSTGRESQL);
        }
    },
    MONGODB {
        @Override
        Runnable kill9(Cluster cluster, RandomGenerator random) {
            return server(cluster, Server.MONGODB);
        }
    };

    /**
     * SIGKILL.
     *
     * @return what starts it again, as it was, and returns when it is ready
     */
    abstract Runnable kill9(Cluster cluster, RandomGenerator random);

    private static Runnable node(Cluster cluster, String role, RandomGenerator random) {
        var nodes = cluster.nodes().stream().filter(node -> node.has(role)).toList();
        var node = nodes.get(random.nextInt(nodes.size()));
        cluster.kill9(node);
        return () -> cluster.redeploy(node);
    }

    private static Runnable server(Cluster cluster, Server server) {
        cluster.services().kill9(server);
        return () -> cluster.services().up(server);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
