package dev.parley.it.fault;

import dev.parley.it.client.TestUser;
import java.util.List;

/** Which of the gateways somebody is at. */
final class Place {
    private final List<TestUser> atGateways;
    private final boolean roams;
    private volatile int gateway;

    /**
     * @param atGateways the same user at each gateway
     * @param gateway the first to be at
     * @param roams whether one whose connection has ended goes to the next gateway, or back to the same
     */
    Place(List<TestUser> atGateways, int gateway, boolean roams) {
        this.atGateways = List.copyOf(atGateways);
        this.gateway = gateway;
        this.roams = roams;
    }

    TestUser user() {
        return atGateways.get(gateway);
    }

    /** Where to go once the connection has ended. Called by one thread at a time. */
    TestUser next() {
        if (roams) {
            gateway = (gateway + 1) % atGateways.size();
        }
        return user();
    }
}
