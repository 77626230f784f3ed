package dev.parley.launcher;

import dev.parley.auth.Admins;
import dev.parley.auth.AuthConfig;
import dev.parley.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The keys under {@code auth}. */
final class AuthSettings {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    /**
     * How many accounts and addresses are watched at once: some 40 MB of PostgreSQL's. More than one node can fill with
     * wrong guesses, each of which it has to hash, before it forgets the first.
     */
    private static final int TRACKED = 200_000;

    private AuthSettings() {}

    static AuthConfig read(Settings settings, PostgresConfig postgres) {
        var key = new AuthConfig.SigningKey(
                settings.required("auth.keyId"),
                pem(settings, "auth.privateKeyFile"),
                pem(settings, "auth.publicKeyFile"));
        return new AuthConfig(
                postgres,
                key,
                settings.text("auth.keyDirectory").isBlank() ? null : Path.of(settings.text("auth.keyDirectory")),
                settings.required("auth.issuer"),
                settings.required("auth.audience"),
                accessTokenTtl(settings),
                settings.duration("auth.refreshTokenTtl", SECOND, YEAR),
                new AuthConfig.LoginLimits(
                        settings.integer("auth.login.failuresPerAccount", 1, 1_000_000),
                        settings.integer("auth.login.failuresPerAddress", 1, 1_000_000),
                        settings.duration("auth.login.window", SECOND, DAY),
                        settings.duration("auth.login.longestBlock", SECOND, DAY),
                        TRACKED),
                new AuthConfig.HashingLimits(
                        settings.integer("auth.hashing.threads", 1, 64),
                        settings.integer("auth.hashing.queue", 0, 10_000)),
                new AuthConfig.HashingCost(
                        settings.bytes("auth.hashing.memory", MIB, KIB * MIB) / KIB,
                        settings.integer("auth.hashing.passes", 1, 100)),
                Admins.of(settings.list("auth.admins")));
    }

    /** The gateway needs it too: so long a revoked session is remembered. */
    static Duration accessTokenTtl(Settings settings) {
        return settings.duration("auth.accessTokenTtl", SECOND, DAY);
    }

    private static String pem(Settings settings, String key) {
        var file = Path.of(settings.required(key));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException(key, file + " cannot be read");
        }
    }
}
