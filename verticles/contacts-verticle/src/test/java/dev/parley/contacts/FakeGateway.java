package dev.parley.contacts;

import static dev.parley.postgres.Await.await;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.UserId;
import dev.parley.model.live.AttachedUser;
import dev.parley.model.live.Delivery;
import dev.parley.model.live.GatewayBeat;
import dev.parley.model.live.LiveAddresses;
import dev.parley.model.live.Roster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway node that holds sockets of some users and keeps what it is given for them. */
final class FakeGateway {
    private static final String NODE = "gateway-1";

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    private FakeGateway() {}

    /** @return once the verticle has learned who is here */
    static FakeGateway holding(World world, PublicUser... users) {
        var gateway = new FakeGateway();
        var asked = Promise.<Void>promise();
        var attached = Stream.of(users)
                .map(user -> new AttachedUser(user.id(), Set.of()))
                .toList();
        await(world.bus.subscribe(
                LiveAddresses.deliver(NODE), received -> gateway.deliveries.addAll(received.deliveries())));
        await(world.bus.serve(LiveAddresses.roster(NODE), request -> {
            asked.tryComplete();
            return Future.succeededFuture(new Roster(NODE, 1, attached));
        }));
        world.bus.publish(LiveAddresses.GATEWAY_BEAT, new GatewayBeat(NODE, 1));
        await(asked.future());
        return gateway;
    }

    /** The data of the next event, which must be a {@code contact} for this one user. */
    JsonObject nextContactOf(UserId recipient) {
        var delivery = next();
        if (!delivery.recipients().equals(List.of(recipient))) {
            throw new AssertionError("delivered to " + delivery.recipients());
        }
        var frame = new JsonObject(delivery.frame());
        if (!frame.getString("type").equals("contact")) {
            throw new AssertionError("delivered " + frame);
        }
        return frame.getJsonObject("data");
    }

    boolean hasMore() {
        return !deliveries.isEmpty();
    }

    private Delivery next() {
        try {
            var delivery = deliveries.poll(5, TimeUnit.SECONDS);
            if (delivery == null) {
                throw new AssertionError("nothing was delivered");
            }
            return delivery;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
