package dev.parley.it.fault;

import dev.parley.it.system.Cluster;
import dev.parley.it.system.Server;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** What is killed. */
enum Target {
    /** One of the gateways; which, is drawn. */
    GATEWAY(node("gateway")),
    /** The only one. */
    MESSAGE(node("message")),
    RABBITMQ(server(Server.RABBITMQ)),
    REDIS(server(Server.REDIS)),
    POSTGRESQL(server(Server.POSTGRESQL)),
    MONGODB(server(Server.MONGODB));

    private final BiFunction<Cluster, RandomGenerator, Runnable> kill9;

    Target(BiFunction<Cluster, RandomGenerator, Runnable> kill9) {
        this.kill9 = kill9;
    }

    private static BiFunction<Cluster, RandomGenerator, Runnable> node(String role) {
        return (cluster, random) -> {
            var nodes = cluster.nodes().stream().filter(node -> node.has(role)).toList();
            var node = nodes.get(random.nextInt(nodes.size()));
            cluster.kill9(node);
            return () -> cluster.redeploy(node);
        };
    }

    private static BiFunction<Cluster, RandomGenerator, Runnable> server(Server server) {
        return (cluster, random) -> {
            cluster.services().kill9(server);
            return () -> cluster.services().up(server);
        };
    }

    /**
     * SIGKILL.
     *
     * @return what starts it again, as it was, and returns when it is ready
     */
    Runnable kill9(Cluster cluster, RandomGenerator random) {
        return kill9.apply(cluster, random);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
