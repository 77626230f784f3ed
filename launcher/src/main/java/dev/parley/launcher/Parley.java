package dev.parley.launcher;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Parley process: its Vert.x and the verticles of its roles. */
public final class Parley {
    private static final Logger LOG = LoggerFactory.getLogger(Parley.class);

    private final Vertx vertx;
    private final Verticles verticles;

    /** What was deployed, the last first: stopping goes the other way round, the gateway's door first. */
    private final Deque<String> deployments = new ArrayDeque<>();

    private Parley(Vertx vertx, Verticles verticles) {
        this.vertx = vertx;
        this.verticles = verticles;
    }

    /**
     * Deploys the roles, the gateway last.
     *
     * @param progress told in a few words what is being waited for
     * @return completes when all of them serve; if one fails, everything is stopped again
     */
    public static Future<Parley> start(ParleyConfig config, Set<Role> roles, Consumer<String> progress) {
        var parley = new Parley(VertxFactory.create(config.vertx()), new Verticles(config));
        var behind = Role.all();
        behind.remove(Role.GATEWAY);
        var started = Promise.<Parley>promise();
        parley.deployAll(intersection(behind, roles), progress)
                // Its door opens when there is somebody behind it.
                .compose(deployed -> parley.deployAll(intersection(EnumSet.of(Role.GATEWAY), roles), progress))
                .onSuccess(deployed -> started.complete(parley))
                .onFailure(cause -> parley.stop().onComplete(stopped -> started.fail(cause)));
        return started.future();
    }

    private static Set<Role> intersection(Set<Role> some, Set<Role> wanted) {
        some.retainAll(wanted);
        return some;
    }

    /** Side by side: each waits mostly for its store. Settles when all have, so that none is still starting afterwards. */
    private Future<Void> deployAll(Set<Role> roles, Consumer<String> progress) {
        return Future.join(roles.stream()
                        .map(role -> {
                            progress.accept("waiting for the " + role.wire() + " verticle");
                            return deploy(role, verticles.of(role));
                        })
                        .toList())
                .mapEmpty();
    }

    private Future<Void> deploy(Role role, Deployable verticle) {
        return vertx.deployVerticle(verticle).map(id -> {
            deployments.push(id);
            LOG.info("deployed role={}", role.wire());
            return null;
        });
    }

    /** The port that the gateway listens on. */
    public int port() {
        return verticles.gatewayPort();
    }

    /** The port that the gateway is managed on. */
    public int managementPort() {
        return verticles.managementPort();
    }

    /** Stops in order: the gateway drains, then the others finish what is in flight. */
    public Future<Void> stop() {
        // Of no context: a future that belongs to an event loop could not be told that the event loops have ended.
        var stopped = Promise.<Void>promise();
        undeployAll().onComplete(undeployed -> vertx.close().onComplete(stopped));
        return stopped.future();
    }

    private Future<Void> undeployAll() {
        var id = deployments.poll();
        if (id == null) {
            return Future.succeededFuture();
        }
        return vertx.undeploy(id)
                .onFailure(cause -> LOG.warn("stopping failed deployment={}", id, cause))
                .transform(undeployed -> undeployAll());
    }
}
