package dev.parley.launcher;

import dev.parley.notification.push.PushConfig;
import dev.parley.notification.push.VapidKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys under {@code notification.push}. */
final class PushSettings {
    private static final String KEY_FILE = "notification.push.keyFile";

    private PushSettings() {}

    /** @return null if there is no key: then nothing is pushed */
    static @Nullable PushConfig read(Settings settings) {
        if (settings.text(KEY_FILE).isBlank()) {
            return null;
        }
        return new PushConfig(
                key(settings),
                settings.required("notification.push.subject"),
                settings.duration("notification.push.ttl", Duration.ZERO, Duration.ofDays(28)),
                settings.integer("notification.push.attempts", 1, 100),
                settings.duration("notification.push.firstPause", Duration.ofMillis(1), PushConfig.LONGEST_PAUSE),
                settings.duration("notification.push.timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                settings.integer("notification.push.concurrency", 1, 10_000),
                settings.flag("notification.push.privateEndpoints"));
    }

    private static VapidKey key(Settings settings) {
        var file = settings.file(KEY_FILE);
        try {
            return VapidKey.fromPem(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new ConfigurationException(KEY_FILE, file + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(KEY_FILE, file + " " + e.getMessage());
        }
    }
}
