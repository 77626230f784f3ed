package dev.parley.notification.push;

import dev.parley.broker.Topology;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.notification.GivenUp;

/** A browser that was not told of a room, as a dead letter has it. */
record DeadPush(SubscriptionId subscriptionId, RoomId roomId) {
    static final GivenUp.Replays REPLAYS =
            new GivenUp.Replays(Topology.PUSHES_EXCHANGE, Topology.PUSHES_QUEUE, "not pushed", "a push");
}
