package dev.parley.launcher;

import dev.parley.broker.BrokerConfig;
import dev.parley.message.MessageConfig;
import dev.parley.message.MongoConfig;
import dev.parley.message.room.Retention;
import java.time.Duration;

/** The keys under {@code message} and {@code mongo}. */
final class MessageSettings {
    private MessageSettings() {}

    static MessageConfig read(Settings settings, BrokerConfig broker) {
        return new MessageConfig(
                new MongoConfig(settings.required("mongo.uri"), settings.required("mongo.database")),
                broker,
                settings.integer("message.groupMembers", 2, 10_000),
                new Retention(settings.duration("message.retention", Duration.ZERO, Duration.ofDays(36_500))),
                settings.duration("message.sweep", Duration.ofMillis(100), Duration.ofDays(1)));
    }
}
