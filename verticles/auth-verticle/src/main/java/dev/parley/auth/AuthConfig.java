package dev.parley.auth;

import dev.parley.postgres.PostgresConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What auth-verticle is told at its start.
 *
 * @param signingKey signs access tokens, unless {@code keyDirectory} says otherwise
 * @param keyDirectory where further keys are, which may be exchanged while it runs (see {@link KeyDirectory}); null: nowhere
 * @param issuer the {@code iss} of access tokens
 * @param audience the {@code aud} of access tokens
 * @param accessTokenTtl an access token's life, whole seconds
 * @param refreshTokenTtl a refresh token's life; a session ends when its newest one does
 * @param admins whose access tokens say that they may do what operators do
 */
public record AuthConfig(
        PostgresConfig postgres,
        SigningKey signingKey,
        @Nullable Path keyDirectory,
        String issuer,
        String audience,
        Duration accessTokenTtl,
        Duration refreshTokenTtl,
        LoginLimits loginLimits,
        HashingLimits hashing,
        HashingCost hashingCost,
        Admins admins) {
    public AuthConfig {
        requireText("issuer", issuer);
        requireText("audience", audience);
        requireSeconds("accessTokenTtl", accessTokenTtl);
        requireSeconds("refreshTokenTtl", refreshTokenTtl);
    }

    /**
     * An RSA key pair.
     *
     * @param kid its name in tokens and in the key set
     * @param privatePem PKCS#8, PEM
     * @param publicPem X.509 SubjectPublicKeyInfo, PEM
     */
    public record SigningKey(String kid, String privatePem, String publicPem) {
        public SigningKey {
            requireText("signingKey.kid", kid);
            requireText("signingKey.privatePem", privatePem);
            requireText("signingKey.publicPem", publicPem);
        }

        @Override
        public String toString() {
            return "SigningKey[kid=" + kid + ", privatePem=[redacted]]";
        }
    }

    /**
     * When failed log-ins are refused unheard.
     *
     * @param perAccount failures of one account within {@code window} that block it
     * @param perAddress failures from one address within {@code window} that block it
     * @param window also the first block's length
     * @param longestBlock each further block of the same account is twice as long, up to this; an address is blocked
     *     for one {@code window} each time, since many may share it
     * @param tracked most accounts and addresses remembered, over all nodes; the longest unused are forgotten first
     */
    public record LoginLimits(int perAccount, int perAddress, Duration window, Duration longestBlock, int tracked) {
        public static final LoginLimits DEFAULT =
                new LoginLimits(5, 5, Duration.ofMinutes(1), Duration.ofMinutes(15), 200_000);

        public LoginLimits {
            requireRange("loginLimits.perAccount", perAccount, 1, 1_000_000);
            requireRange("loginLimits.perAddress", perAddress, 1, 1_000_000);
            requireRange("loginLimits.tracked", tracked, 1, 10_000_000);
            requireSeconds("loginLimits.window", window);
            requireSeconds("loginLimits.longestBlock", longestBlock);
        }
    }

    /**
     * Passwords are hashed on threads of their own.
     *
     * @param threads each needs {@link HashingCost#memoryKib()} while it hashes
     * @param queue passwords that may wait for a thread; more are refused as UNAVAILABLE
     */
    public record HashingLimits(int threads, int queue) {
        /** At about 40 ms a hash, the last of the queue waits 1.3 s: below what its asker waits. */
        public static final HashingLimits DEFAULT = new HashingLimits(2, 64);

        public HashingLimits {
            requireRange("hashing.threads", threads, 1, 64);
            requireRange("hashing.queue", queue, 0, 10_000);
        }
    }

    /**
     * How dear a guess at a password is to whoever has its hash: Argon2id (RFC 9106) in one lane. A password keeps the
     * cost it was hashed with until it is changed.
     */
    public record HashingCost(int memoryKib, int passes) {
        /** What OWASP's Password Storage Cheat Sheet asks for. */
        public static final HashingCost DEFAULT = new HashingCost(19 * 1024, 2);

        public HashingCost {
            requireRange("hashingCost.memoryKib", memoryKib, 1024, 1024 * 1024);
            requireRange("hashingCost.passes", passes, 1, 100);
        }
    }

    private static void requireText(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + ": must not be empty");
        }
    }

    private static void requireRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": " + value + " is outside " + min + "–" + max);
        }
    }

    private static void requireSeconds(String field, Duration value) {
        if (value.toSeconds() < 1) {
            throw new IllegalArgumentException(field + ": " + value + " is shorter than a second");
        }
    }
}
