package dev.parley.message;

import dev.parley.broker.BrokerConfig;
import dev.parley.message.room.Retention;
import dev.parley.message.room.RoomLimits;
import java.time.Duration;

/**
 * @param groupMembers most members of a group, 2 to 10,000
 * @param retention how long what is written is kept
 * @param sweep how long to rest before looking for what is to be removed again
 */
public record MessageConfig(
        MongoConfig mongo, BrokerConfig broker, int groupMembers, Retention retention, Duration sweep) {
    public MessageConfig {
        var unused = new RoomLimits(groupMembers); // refuses what is out of range, by its key
        if (sweep.toMillis() < 1) {
            throw new IllegalArgumentException("message.sweep: " + sweep + " is too short");
        }
    }

    RoomLimits limits() {
        return new RoomLimits(groupMembers);
    }
}
