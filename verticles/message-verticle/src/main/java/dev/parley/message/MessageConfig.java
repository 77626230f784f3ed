package dev.parley.message;

import dev.parley.broker.BrokerConfig;
import dev.parley.message.room.Retention;
import dev.parley.message.room.RoomLimits;
import java.time.Duration;

/**
 * @param groupMembers most members of a group, 2 to 10,000
 * @param retention how long what is written is kept in rooms whose owners say nothing of it; zero for ever
 * @param sweep how long to rest before looking for what is to be removed again
 */
public record MessageConfig(
        MongoConfig mongo, BrokerConfig broker, int groupMembers, Duration retention, Duration sweep) {
    public MessageConfig {
        // They refuse what is out of range, by its key.
        var unused = new RoomLimits(groupMembers);
        var alike = new Retention(retention);
        if (sweep.toMillis() < 1) {
            throw new IllegalArgumentException("message.sweep: " + sweep + " is too short");
        }
    }

    Retention kept() {
        return new Retention(retention);
    }

    RoomLimits limits() {
        return new RoomLimits(groupMembers);
    }
}
