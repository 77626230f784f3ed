package dev.parley.it.system;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority and a certificate of it, as {@code scripts/tls} makes them. */
public final class TlsFolder {
    private final Path folder;

    private TlsFolder(Path folder) {
        this.folder = folder;
    }

    public static TlsFolder make(Path folder) {
        Script.run("tls", List.of("--dir", folder.toString()));
        return new TlsFolder(folder);
    }

    /** Another certificate in place of this one, of the same authority. */
    @CanIgnoreReturnValue
    public X509Certificate renew() {
        Script.run("tls", List.of("--dir", folder.toString(), "--force"));
        return certificate();
    }

    /** The one in the file. */
    public X509Certificate certificate() {
        return read("certificate.pem");
    }

    /** What a server needs to be told. */
    public Map<String, String> settings() {
        return Map.of(
                "gateway.tls.certificateFile", folder.resolve("certificate.pem").toString(),
                "gateway.tls.keyFile", folder.resolve("key.pem").toString(),
                "gateway.tls.reload", "100 ms");
    }

    /** For clients that trust the authority, and nobody else. */
    public SSLContext trust() {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", read("authority.pem"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate read(String file) {
        try (var in = Files.newInputStream(folder.resolve(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
