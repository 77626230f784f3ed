package dev.parley.gateway.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of the files, at one moment. */
interface KeyMaterial {
    /** Another one for other bytes; tells nothing about them. */
    String fingerprint();

    /**
     * What the bytes mean; certificate and key fit each other. Blocks.
     *
     * @throws KeyMaterialException if they mean nothing, or do not fit
     */
    Credentials parse() throws KeyMaterialException;

    static String digest(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
