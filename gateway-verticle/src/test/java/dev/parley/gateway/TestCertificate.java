package dev.parley.gateway;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signs itself, made by the JDK's keytool.
 *
 * @param store PKCS#12, with {@link #PASSWORD}
 */
public record TestCertificate(Path store, PrivateKey key, X509Certificate certificate) {
    public static final String PASSWORD = "correct horse";
    private static final String ALIAS = "server";

    /** For localhost, 127.0.0.1, ::1 and {@code *.wild.example}, good for a year. */
    public static TestCertificate make(Path folder) {
        return make(folder, "-1d", 366);
    }

    /**
     * Makes one.
     *
     * @param start from now, as keytool has it: {@code -30d}
     * @param days how long it is good
     */
    public static TestCertificate make(Path folder, String start, int days) {
        return make(folder, start, days, List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }

    public static TestCertificate rsa(Path folder) {
        return make(folder, "-1d", 366, List.of("-keyalg", "RSA", "-keysize", "2048"));
    }

    private static TestCertificate make(Path folder, String start, int days, List<String> algorithm) {
        try {
            var store = Files.createTempDirectory(folder, "certificate").resolve("store.p12");
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
            command.addAll(algorithm);
            command.addAll(List.of("-alias", ALIAS, "-dname", "CN=Parley test", "-startdate", start));
            command.addAll(List.of("-validity", Integer.toString(days), "-keystore", store.toString()));
            command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-ext"));
            command.add("san=dns:localhost,ip:127.0.0.1,ip:::1,dns:*.wild.example");
            var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new AssertionError("keytool: " + said);
            }
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return new TestCertificate(store, (PrivateKey) keys.getKey(ALIAS, PASSWORD.toCharArray()), (X509Certificate)
                    keys.getCertificate(ALIAS));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The key as PKCS#1 or SEC 1, which PKCS#8 has inside: version, algorithm, and the key as an octet string. */
    public String olderKeyPem() {
        var pkcs8 = ByteBuffer.wrap(key.getEncoded());
        enter(pkcs8, 0x30);
        skip(pkcs8, 0x02);
        skip(pkcs8, 0x30);
        var inner = new byte[enter(pkcs8, 0x04)];
        pkcs8.get(inner);
        if (key.getAlgorithm().equals("RSA")) {
            return pem("RSA PRIVATE KEY", inner);
        }
        // RFC 5915: the curve is in PKCS#8's algorithm, and has to be said here. It is secp256r1.
        var curve = new byte[] {(byte) 0xA0, 10, 6, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 3, 1, 7};
        var sequence = ByteBuffer.wrap(inner);
        enter(sequence, 0x30);
        int start = sequence.position();
        skip(sequence, 0x02);
        skip(sequence, 0x04);
        int before = sequence.position() - start;
        var sec1 = ByteBuffer.allocate(2 + before + curve.length)
                .put((byte) 0x30)
                .put((byte) (before + curve.length))
                .put(inner, start, before)
                .put(curve);
        return pem("EC PRIVATE KEY", sec1.array());
    }

    @CanIgnoreReturnValue
    private static int enter(ByteBuffer der, int tag) {
        if ((der.get() & 0xFF) != tag) {
            throw new AssertionError("not DER as expected");
        }
        int length = der.get() & 0xFF;
        if (length < 0x80) {
            return length;
        }
        int bytes = length & 0x7F;
        length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | der.get() & 0xFF;
        }
        return length;
    }

    private static void skip(ByteBuffer der, int tag) {
        int length = enter(der, tag);
        der.position(der.position() + length);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }

    /** A file that is whole at any moment, as a good deployment writes it. */
    public static void write(Path file, String content) {
        try {
            var beside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** For clients that trust these and nobody else. */
    public static SSLContext trusting(TestCertificate... certificates) {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (var each : certificates) {
                trusted.setCertificateEntry(each.certificate().getSerialNumber().toString(), each.certificate());
            }
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
