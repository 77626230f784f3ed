package dev.parley.message.pipeline;

import dev.parley.broker.Delivery;
import dev.parley.message.room.EventKeys;
import dev.parley.model.bus.Json;
import dev.parley.model.rooms.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An intent and the delivery it came by.
 *
 * @param keys of the events that tell whether it has been done, and of the messages it is about
 */
record Received(Intent intent, Delivery delivery, List<String> keys) {
    /** @throws RuntimeException if what was delivered is no intent */
    static Received of(Delivery delivery) {
        var intent = Json.decode(delivery.body().getBytes(), Intent.class);
        Objects.requireNonNull(intent.id(), "id");
        Objects.requireNonNull(intent.roomId(), "roomId");
        Objects.requireNonNull(intent.actor().id(), "actor");
        Objects.requireNonNull(intent.at(), "at");
        Objects.requireNonNull(intent.command(), "command");
        // Here, so that one that has none is found out at once and alone, not when its batch is looked up.
        var keys = new ArrayList<>(EventKeys.of(intent));
        EventKeys.messagesOf(intent.command()).forEach(message -> keys.add(message.value()));
        return new Received(intent, delivery, List.copyOf(keys));
    }
}
