package dev.parley.gateway.realtime;

/** The door that a connection came through, by its name in the metrics. */
public enum DoorName {
    WEBSOCKET("websocket"),
    SOCKJS("sockjs"),
    EVENTBUS("eventbus");

    private final String label;

    DoorName(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
