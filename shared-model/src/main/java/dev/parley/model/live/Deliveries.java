package dev.parley.model.live;

import java.util.List;

/** What one node delivers in one go, in order. */
public record Deliveries(List<Delivery> deliveries) {
    public Deliveries {
        deliveries = List.copyOf(deliveries);
    }
}
