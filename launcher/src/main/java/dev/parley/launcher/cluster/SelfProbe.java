package dev.parley.launcher.cluster;

import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Notices that the others no longer reach this node, though it sees nothing wrong itself: it was frozen and declared dead,
 * or its subscriptions were lost when a cluster split and came together again. Whoever is told should leave and join
 * anew.
 *
 * <p>It asks any node to reach it, once a second. Owned by the context that starts it.
 */
public final class SelfProbe {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Address<AskAround, Reached> AROUND =
            Address.address("parley.cluster.around", AskAround.class, Reached.class);

    private final Vertx vertx;
    private final Bus bus;
    private final IntSupplier members;
    private final long silenceNanos;
    private final Consumer<String> deaf;
    private final LongSupplier nanoTime;
    private final String nodeId = UUID.randomUUID().toString();

    private long tickedAt;
    private long reachedAt;
    private boolean told;

    /**
     * @param members how many nodes there are, this one included: alone, nobody can reach it
     * @param silence how long the others wait before they declare a node dead
     * @param deaf told why, once
     */
    public SelfProbe(
            Vertx vertx, Bus bus, IntSupplier members, Duration silence, Consumer<String> deaf, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.bus = bus;
        this.members = members;
        this.silenceNanos = silence.toNanos();
        this.deaf = deaf;
        this.nanoTime = nanoTime;
    }

    /** @return complete when others can be asked, and can reach this node */
    public Future<Void> start() {
        return Future.all(
                        bus.serve(AROUND, this::reach),
                        bus.serve(addressOf(nodeId), asked -> Future.succeededFuture(new Reached(nodeId))))
                .onSuccess(serving -> {
                    tickedAt = nanoTime.getAsLong();
                    reachedAt = tickedAt;
                    vertx.setPeriodic(EVERY.toMillis(), timer -> tick());
                })
                .mapEmpty();
    }

    private Future<Reached> reach(AskAround asked) {
        return asked.nodeId().equals(nodeId)
                ? Future.succeededFuture(new Reached(nodeId))
                : bus.request(addressOf(asked.nodeId()), asked).map(reached -> new Reached(nodeId));
    }

    private static Address<AskAround, Reached> addressOf(String nodeId) {
        return Address.address("parley.cluster.node." + nodeId, AskAround.class, Reached.class);
    }

    void tick() {
        long now = nanoTime.getAsLong();
        long stoodStill = now - tickedAt;
        tickedAt = now;
        if (stoodStill > silenceNanos) {
            tell("it stood still for " + Duration.ofNanos(stoodStill).toMillis() + " ms");
        } else if (members.getAsInt() < 2) {
            reachedAt = now;
        } else if (now - reachedAt > 2 * silenceNanos) {
            tell("no other node has reached it for "
                    + Duration.ofNanos(now - reachedAt).toMillis() + " ms");
        } else {
            ask();
        }
    }

    private void ask() {
        bus.request(AROUND, new AskAround(nodeId))
                .onSuccess(reached -> {
                    if (!reached.by().equals(nodeId)) {
                        reachedAt = nanoTime.getAsLong();
                    }
                })
                .onFailure(silent -> {}); // the next tick asks again, and counts
    }

    private void tell(String why) {
        if (!told) {
            told = true;
            deaf.accept(why);
        }
    }
}
