package dev.parley.message;

import dev.parley.broker.BrokerConfig;
import dev.parley.message.room.RoomLimits;

/** @param groupMembers most members of a group, 2 to 10,000 */
public record MessageConfig(MongoConfig mongo, BrokerConfig broker, int groupMembers) {
    public MessageConfig {
        var unused = new RoomLimits(groupMembers); // refuses what is out of range, by its key
    }

    RoomLimits limits() {
        return new RoomLimits(groupMembers);
    }
}
