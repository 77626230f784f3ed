package dev.parley.message.pipeline;

import dev.parley.broker.Delivery;
import dev.parley.model.bus.Json;
import dev.parley.model.rooms.Intent;
import java.util.Objects;

/** An intent and the delivery it came by. */
record Received(Intent intent, Delivery delivery) {
    /** @throws RuntimeException if what was delivered is no intent */
    static Received of(Delivery delivery) {
        var intent = Json.decode(delivery.body().getBytes(), Intent.class);
        Objects.requireNonNull(intent.id(), "id");
        Objects.requireNonNull(intent.roomId(), "roomId");
        Objects.requireNonNull(intent.actor().id(), "actor");
        Objects.requireNonNull(intent.at(), "at");
        Objects.requireNonNull(intent.command(), "command");
        return new Received(intent, delivery);
    }
}
