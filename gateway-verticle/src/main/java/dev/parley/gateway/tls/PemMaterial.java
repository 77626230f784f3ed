package dev.parley.gateway.tls;

import io.vertx.core.net.impl.pkcs1.PrivateKeyParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Two PEM files. */
final class PemMaterial implements KeyMaterial {
    /** PKCS#8, PKCS#1 and SEC 1 (RFC 7468, RFC 5915); openssl writes a block of parameters before the last. */
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN ((?:RSA |EC )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

    private final PemFiles files;
    private final byte[] certificate;
    private final byte[] key;

    PemMaterial(PemFiles files, byte[] certificate, byte[] key) {
        this.files = files;
        this.certificate = certificate;
        this.key = key;
    }

    @Override
    public String fingerprint() {
        return KeyMaterial.digest(certificate, key);
    }

    @Override
    public Credentials parse() throws KeyMaterialException {
        var chain = chain();
        var credentials = new Credentials(privateKey(), chain);
        if (!credentials.fit()) {
            throw new KeyMaterialException(
                    TlsKeys.PRIVATE_KEY,
                    files.key() + " is not the key of the first certificate in " + files.certificate());
        }
        return credentials;
    }

    private List<X509Certificate> chain() throws KeyMaterialException {
        try {
            var chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(certificate))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new KeyMaterialException(TlsKeys.CERTIFICATE, files.certificate() + " holds no certificate");
            }
            return chain;
        } catch (CertificateException e) {
            throw new KeyMaterialException(
                    TlsKeys.CERTIFICATE, files.certificate() + " is not certificates in PEM, or is cut off");
        }
    }

    private PrivateKey privateKey() throws KeyMaterialException {
        var block = KEY.matcher(new String(key, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw unusable();
        }
        try {
            var der = Base64.getMimeDecoder().decode(block.group(2));
            return switch (block.group(1)) {
                case "RSA " -> KeyFactory.getInstance("RSA").generatePrivate(PrivateKeyParser.getRSAKeySpec(der));
                case "EC " -> KeyFactory.getInstance("EC").generatePrivate(PrivateKeyParser.getECKeySpec(der));
                default ->
                    KeyFactory.getInstance(PrivateKeyParser.getPKCS8EncodedKeyAlgorithm(der))
                            .generatePrivate(new PKCS8EncodedKeySpec(der));
            };
        } catch (GeneralSecurityException | RuntimeException e) { // Vert.x' parser has exceptions of several kinds
            throw unusable();
        }
    }

    private KeyMaterialException unusable() {
        return new KeyMaterialException(
                TlsKeys.PRIVATE_KEY,
                files.key() + " is not a private RSA or EC key in PEM without a password, or is cut off");
    }
}
