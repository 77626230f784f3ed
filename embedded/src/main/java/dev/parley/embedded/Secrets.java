package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the servers of one data folder share with Parley and with nobody else. Made once, kept in {@code secrets/}, each in a file of its
 * own; a crash in the middle leaves whole files only, and the next start makes the missing ones.
 */
public record Secrets(Secret postgresPassword, Secret redisPassword, Secret brokerPassword, JwtKeys jwt) {

    private static final String PRIVATE_KEY = "jwt-private.pem";
    private static final String PUBLIC_KEY = "jwt-public.pem";

    /** Read by the launcher alone. */
    static final String VAPID_KEY = "vapid.pem";

    static Secrets openOrCreate(DataFolder data) throws EmbeddedStartException {
        Path folder = data.secrets();
        String unused = readOrCreate(folder.resolve(VAPID_KEY), VapidKeyFile::generate);
        return new Secrets(
                password(folder.resolve("postgres-password")),
                password(folder.resolve("redis-password")),
                password(folder.resolve("broker-password")),
                jwtKeys(folder));
    }

    @Override
    public String toString() {
        return "Secrets[redacted]";
    }

    private static Secret password(Path file) throws EmbeddedStartException {
        try {
            return new Secret(
                    readOrCreate(file, () -> Secret.generate().value()).strip());
        } catch (IllegalArgumentException e) {
            throw unreadable(file, "it does not hold a generated password", e);
        }
    }

    private static JwtKeys jwtKeys(Path folder) throws EmbeddedStartException {
        Path file = folder.resolve(PRIVATE_KEY);
        try {
            JwtKeys keys = JwtKeys.fromPrivateKeyPem(
                    readOrCreate(file, () -> JwtKeys.generate().privateKeyPem()));
            // For people and tools that want to check a token by hand; what is used is always derived from the private
            // key.
            Path publicFile = folder.resolve(PUBLIC_KEY);
            if (!readOrCreate(publicFile, keys::publicKeyPem).equals(keys.publicKeyPem())) {
                OwnerOnly.write(publicFile, keys.publicKeyPem());
            }
            return keys;
        } catch (GeneralSecurityException e) {
            throw unreadable(file, "it does not hold an RSA key in PKCS#8 PEM", e);
        } catch (IOException e) {
            throw unreadable(folder, e.getMessage(), e);
        }
    }

    private static String readOrCreate(Path file, Supplier<String> generator) throws EmbeddedStartException {
        try {
            String content = Files.readString(file);
            OwnerOnly.restrictFile(file);
            return content;
        } catch (NoSuchFileException e) {
            return create(file, generator.get());
        } catch (IOException e) {
            throw unreadable(file, e.getMessage(), e);
        }
    }

    private static String create(Path file, String content) throws EmbeddedStartException {
        try {
            OwnerOnly.write(file, content);
            return content;
        } catch (IOException e) {
            throw unreadable(file, e.getMessage(), e);
        }
    }

    private static EmbeddedStartException unreadable(Path file, @Nullable String why, Exception e) {
        return new EmbeddedStartException("cannot use the secret " + file + ": " + why, e);
    }
}
