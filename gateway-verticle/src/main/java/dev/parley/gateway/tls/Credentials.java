package dev.parley.gateway.tls;

import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * What a server proves its name by.
 *
 * @param chain the server's certificate first; not empty
 */
record Credentials(PrivateKey key, List<X509Certificate> chain) {
    private static final int PROBE_BYTES = 32;

    /** Of an entry in memory alone. */
    private static final char[] NO_SECRET = "memory".toCharArray();

    Credentials {
        chain = List.copyOf(chain);
    }

    /** The server's own certificate. */
    X509Certificate certificate() {
        return chain.get(0);
    }

    Instant expiresAt() {
        return certificate().getNotAfter().toInstant();
    }

    boolean isValidAt(Instant time) {
        return !time.isBefore(certificate().getNotBefore().toInstant()) && time.isBefore(expiresAt());
    }

    /** True if what the key signs is what the certificate's own key verifies. */
    boolean fit() {
        try {
            var probe = new byte[PROBE_BYTES];
            new SecureRandom().nextBytes(probe);
            var algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            var signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    /** As Vert.x takes it: exactly what has been checked, with no second look at the files. */
    KeyCertOptions options() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_SECRET);
            store.setKeyEntry("server", key, NO_SECRET, chain.toArray(X509Certificate[]::new));
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_SECRET);
            return KeyCertOptions.wrap(factory);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store in memory takes every key and certificate", e);
        }
    }

    /** For logs: whose it is and until when. */
    String described() {
        return "subject=\"%s\" serial=%s notAfter=%s"
                .formatted(
                        certificate().getSubjectX500Principal().getName(),
                        certificate().getSerialNumber().toString(16),
                        expiresAt());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return described();
    }
}
