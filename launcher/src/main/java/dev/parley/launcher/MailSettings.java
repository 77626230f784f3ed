package dev.parley.launcher;

import dev.parley.notification.mail.MailConfig;
import dev.parley.notification.mail.Schedule;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys under {@code notification.mail}. */
final class MailSettings {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MAX_PORT = 65_535;

    private MailSettings() {}

    /** @return null if there is no server to hand mail to: then none is sent, and nothing is kept for it */
    static @Nullable MailConfig read(Settings settings) {
        if (settings.text("notification.mail.host").isBlank()) {
            return null;
        }
        return new MailConfig(
                relay(settings),
                settings.required("notification.mail.from"),
                parsed(settings, "notification.mail.publicUrl", URI::create, "no address"),
                new Schedule(
                        settings.duration("notification.mail.mentionAfter", Duration.ZERO, DAY),
                        parsed(settings, "notification.mail.digestAt", LocalTime::parse, "no time of day as 08:00"),
                        parsed(settings, "notification.mail.timeZone", ZoneId::of, "no time zone")),
                settings.integer("notification.mail.attempts", 1, 1_000),
                settings.duration("notification.mail.firstPause", Duration.ofMillis(1), MailConfig.LONGEST_PAUSE),
                settings.duration("notification.mail.timeout", Duration.ofMillis(100), Duration.ofMinutes(5)),
                settings.integer("notification.mail.concurrency", 1, 1_000));
    }

    private static MailConfig.Relay relay(Settings settings) {
        var username = settings.text("notification.mail.username");
        return new MailConfig.Relay(
                settings.text("notification.mail.host"),
                settings.integer("notification.mail.port", 1, MAX_PORT),
                parsed(
                        settings,
                        "notification.mail.startTls",
                        MailConfig.StartTls::of,
                        "none of disabled, optional, required"),
                settings.flag("notification.mail.tls"),
                username.isEmpty() ? null : username,
                settings.text("notification.mail.password"));
    }

    private static <T> T parsed(Settings settings, String key, Function<String, T> parse, String otherwise) {
        var text = settings.required(key);
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ConfigurationException(key, "'" + text + "' is " + otherwise);
        }
    }
}
