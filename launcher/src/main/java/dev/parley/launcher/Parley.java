package dev.parley.launcher;

import dev.parley.launcher.cluster.Membership;
import dev.parley.launcher.cluster.SelfProbe;
import dev.parley.launcher.management.ManagementServer;
import dev.parley.launcher.management.NodeFacts;
import dev.parley.launcher.metrics.ProcessMetrics;
import dev.parley.launcher.tracing.Tracing;
import dev.parley.model.bus.Bus;
import dev.parley.model.metrics.Instrument;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Parley process: its Vert.x, the verticles of its roles, its place in the cluster. */
public final class Parley {
    private static final Logger LOG = LoggerFactory.getLogger(Parley.class);

    /** For the subscriptions of a node that has joined; the others may just be losing another one. */
    private static final long JOIN_WITHIN_S = 30;

    /** For each step of stopping: a driver waits for ever for a connection whose other end has died without a word. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final ParleyConfig config;
    private final @Nullable Membership membership;
    private final @Nullable Tracing tracing;
    private final ProcessMetrics metrics;
    private final Vertx vertx;
    private final Verticles verticles;
    private final Instant startedAt = Instant.now();

    private record Deployed(Role role, String id) {}

    private final List<Deployed> deployments = new ArrayList<>(); // guarded by itself

    private volatile boolean stopping;
    private volatile boolean deaf;
    private volatile int managementPort = -1;

    private Parley(ParleyConfig config, @Nullable Membership membership, @Nullable Tracing tracing, Vertx vertx) {
        this.config = config;
        this.membership = membership;
        this.tracing = tracing;
        this.vertx = vertx;
        this.metrics = new ProcessMetrics(
                config.node().name(),
                config.node().roles().stream().map(Role::wire).toList());
        this.verticles = new Verticles(config, metrics.metrics());
        metrics.watch(vertx);
        if (membership != null) {
            var unused = metrics.metrics().sum(Instrument.CLUSTER_MEMBERS, membership::size);
        }
    }

    /**
     * Joins the cluster, if there is one, which blocks for some seconds; then deploys the roles, the gateway last.
     *
     * @param progress told in a few words what is being waited for
     * @param deaf told why when the other nodes no longer reach this one: stop it and start another
     * @return completes when all of them serve; if one fails, everything is stopped again
     */
    public static Future<Parley> start(ParleyConfig config, Consumer<String> progress, Consumer<String> deaf) {
        var cluster = config.cluster();
        if (cluster != null) {
            progress.accept("joining the cluster");
        }
        var node = config.node().name();
        config.log().apply(node);
        config.accessLog().apply();
        var membership = cluster == null ? null : Membership.join(cluster);
        var tracing = config.tracing() == null ? null : new Tracing(config.tracing(), node);
        return joined(VertxFactory.create(config.vertx(), membership, tracing))
                .onFailure(cause -> {
                    if (membership != null) {
                        membership.terminate();
                    }
                    if (tracing != null) {
                        tracing.close();
                    }
                })
                .map(vertx -> new Parley(config, membership, tracing, vertx))
                .compose(parley -> parley.serve(progress, deaf));
    }

    private static Future<Vertx> joined(Future<Vertx> vertx) {
        var joined = vertx.toCompletionStage().toCompletableFuture().orTimeout(JOIN_WITHIN_S, TimeUnit.SECONDS);
        return Future.fromCompletionStage(joined)
                .recover(cause -> Future.failedFuture(
                        cause instanceof TimeoutException
                                ? new IllegalStateException(
                                        "not a member of the cluster within " + JOIN_WITHIN_S + " s")
                                : cause));
    }

    private Future<Parley> serve(Consumer<String> progress, Consumer<String> tellDeaf) {
        var behind = Role.all();
        behind.remove(Role.GATEWAY);
        // Of no context, as in stop.
        var started = Promise.<Parley>promise();
        listenToOperators()
                .compose(listening -> probe(tellDeaf))
                .compose(probing -> deployAll(wanted(behind), progress))
                // Its door opens when there is somebody behind it.
                .compose(deployed -> deployAll(wanted(EnumSet.of(Role.GATEWAY)), progress))
                .onSuccess(deployed -> started.complete(this))
                .onFailure(cause -> stop().onComplete(stopped -> started.fail(cause)));
        return started.future();
    }

    private Set<Role> wanted(Set<Role> some) {
        some.retainAll(config.node().roles());
        return some;
    }

    private Future<Void> listenToOperators() {
        var facts = new NodeFacts(
                config.node().name(),
                config.node().roles().stream().map(Role::wire).toList(),
                startedAt,
                () -> stopping,
                config.node().roles().contains(Role.GATEWAY) ? verticles::sockets : null,
                membership == null ? null : membership::size);
        return new ManagementServer(vertx, new Bus(vertx), config.management(), facts, metrics)
                .listen()
                .map(server -> {
                    managementPort = server.actualPort();
                    return null;
                });
    }

    private Future<Void> probe(Consumer<String> tellDeaf) {
        var cluster = config.cluster();
        if (membership == null || cluster == null) {
            return Future.succeededFuture();
        }
        Consumer<String> tell = why -> {
            deaf = true;
            tellDeaf.accept(why);
        };
        membership.onMerged(() -> tell.accept("it was apart from the others"));
        return new SelfProbe(vertx, new Bus(vertx), membership::size, cluster.silence(), tell, System::nanoTime)
                .start();
    }

    /** Side by side: each waits mostly for its store. Settles when all have, so that none is still starting afterwards. */
    private Future<Void> deployAll(Set<Role> roles, Consumer<String> progress) {
        return Future.join(roles.stream()
                        .map(role -> {
                            progress.accept("waiting for the " + role.wire() + " verticle");
                            return deploy(role);
                        })
                        .toList())
                .mapEmpty();
    }

    private Future<Void> deploy(Role role) {
        var options = new DeploymentOptions().setInstances(config.node().instances());
        return vertx.deployVerticle(() -> verticles.of(role), options).map(id -> {
            synchronized (deployments) { // each role completes on its own event loop
                deployments.add(new Deployed(role, id));
            }
            LOG.info("deployed role={}", role.wire());
            return null;
        });
    }

    /** The port that the gateway listens on. */
    public int port() {
        return verticles.gatewayPort();
    }

    /** What the gateway speaks there, {@code http} or {@code https}. */
    public String scheme() {
        return config.gateway().transport().tls() == null ? "http" : "https";
    }

    /** The port that operators are served on. */
    public int managementPort() {
        return managementPort;
    }

    /**
     * Stops in order: the gateway drains, then the others finish what is in flight, then the node leaves the cluster. One
     * that the others have given up leaves first: what it would ask of them is not answered.
     */
    public Future<Void> stop() {
        stopping = true;
        // Of no context: a future that belongs to an event loop could not be told that the event loops have ended.
        var stopped = Promise.<Void>promise();
        cutOff().transform(cut -> undeployAll())
                .onComplete(undeployed -> closeVertx().onComplete(closed -> {
                    metrics.close();
                    blocking("parley-leave", this::leave).onComplete(stopped);
                }));
        return stopped.future();
    }

    private Future<Void> cutOff() {
        return membership != null && deaf
                ? blocking("parley-cut-off", membership::terminate)
                : Future.succeededFuture();
    }

    private void leave() {
        if (tracing != null) {
            tracing.close();
        }
        if (membership != null && !deaf) {
            membership.leave();
        }
    }

    /** On a thread of its own: Vert.x's may have ended. */
    private static Future<Void> blocking(String name, Runnable work) {
        return Future.fromCompletionStage(CompletableFuture.runAsync(work, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        }));
    }

    private Future<Void> undeployAll() {
        var deployed = takeDeployed();
        return undeployAll(deployed.stream().filter(one -> one.role() == Role.GATEWAY))
                .compose(drained -> undeployAll(deployed.stream().filter(one -> one.role() != Role.GATEWAY)));
    }

    /** Each is undeployed once, also when this is stopped twice. */
    private List<Deployed> takeDeployed() {
        synchronized (deployments) {
            var all = List.copyOf(deployments);
            deployments.clear();
            return all;
        }
    }

    private Future<Void> undeployAll(Stream<Deployed> some) {
        return Future.join(some.map(this::undeploy).toList()).mapEmpty();
    }

    private Future<Void> undeploy(Deployed deployed) {
        var role = deployed.role();
        var patience = role == Role.GATEWAY ? config.gateway().drain().plus(STOP_WITHIN) : STOP_WITHIN;
        return vertx.undeploy(deployed.id())
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(stopped -> LOG.info("undeployed role={}", role.wire()))
                .onFailure(cause -> LOG.warn("stopping failed role={}", role.wire(), cause))
                .otherwiseEmpty();
    }

    /** Timed by no clock of Vert.x', which ends with it. */
    private Future<Void> closeVertx() {
        return Future.fromCompletionStage(vertx.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS))
                .onFailure(cause -> LOG.warn("closing failed", cause));
    }
}
