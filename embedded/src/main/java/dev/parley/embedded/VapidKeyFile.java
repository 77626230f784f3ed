package dev.parley.embedded;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** The key pair by which push services know this server (RFC 8292), both halves in one PEM file. */
final class VapidKeyFile {
    private VapidKeyFile() {}

    /** A new pair on the curve P-256: a PKCS#8 block and a SubjectPublicKeyInfo one. */
    static String generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            return Pem.of("PRIVATE KEY", pair.getPrivate().getEncoded())
                    + Pem.of("PUBLIC KEY", pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }
}
