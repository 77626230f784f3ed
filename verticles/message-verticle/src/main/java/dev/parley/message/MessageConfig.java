package dev.parley.message;

import dev.parley.broker.BrokerConfig;
import dev.parley.message.room.RoomLimits;

/** @param limits bounds of a room that are the operator's to set */
public record MessageConfig(MongoConfig mongo, BrokerConfig broker, RoomLimits limits) {}
