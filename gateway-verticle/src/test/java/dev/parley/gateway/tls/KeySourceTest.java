package dev.parley.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with the files is said by the configuration's key, in one line. */
class KeySourceTest {
    @TempDir
    Path folder;

    private TestCertificate one;
    private PemFiles pem;

    @BeforeEach
    void write() throws IOException {
        one = TestCertificate.make(folder);
        pem = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        Files.writeString(pem.certificate(), one.certificatePem());
        Files.writeString(pem.key(), one.keyPem());
    }

    private static Credentials read(KeySource source) throws KeyMaterialException {
        return source.read().parse();
    }

    private static void isRefused(KeySource source, String why) {
        assertThatThrownBy(() -> read(source))
                .isInstanceOf(KeyMaterialException.class)
                .hasMessage(why);
    }

    @Test
    void goodFilesAreTaken() throws Exception {
        assertThat(read(pem).certificate()).isEqualTo(one.certificate());
        assertThat(read(new KeyStoreFile(one.store(), password(TestCertificate.PASSWORD + "\n")))
                        .certificate())
                .isEqualTo(one.certificate());
        var rsa = TestCertificate.rsa(folder);
        Files.writeString(pem.certificate(), rsa.certificatePem() + one.certificatePem());
        Files.writeString(pem.key(), rsa.keyPem());
        assertThat(read(pem).chain()).containsExactly(rsa.certificate(), one.certificate());
    }

    /** As openssl 1 and acme.sh write them. */
    @Test
    void keysInOlderFormsAreTaken() throws Exception {
        for (var each : new TestCertificate[] {one, TestCertificate.rsa(folder)}) {
            Files.writeString(pem.certificate(), each.certificatePem());
            Files.writeString(pem.key(), each.olderKeyPem());
            assertThat(Files.readString(pem.key())).doesNotContain("BEGIN PRIVATE KEY");
            assertThat(read(pem).certificate()).isEqualTo(each.certificate());
        }
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Files.delete(pem.key());
        isRefused(pem, "gateway.tls.keyFile: " + pem.key() + " does not exist");
        isRefused(
                new PemFiles(folder, pem.key()),
                "gateway.tls.certificateFile: " + folder + " cannot be read"); // a folder: as unreadable as any
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws IOException {
        for (var other : new TestCertificate[] {TestCertificate.make(folder), TestCertificate.rsa(folder)}) {
            Files.writeString(pem.key(), other.keyPem());
            isRefused(
                    pem,
                    "gateway.tls.keyFile: " + pem.key() + " is not the key of the first certificate in "
                            + pem.certificate());
        }
    }

    @Test
    void whatIsCutOffOrNothingAtAllIsRefused() throws IOException {
        var notCertificates = "gateway.tls.certificateFile: " + pem.certificate();
        for (var length : new int[] {100, 300}) {
            Files.writeString(pem.certificate(), one.certificatePem().substring(0, length));
            assertThatThrownBy(() -> read(pem)).hasMessageStartingWith(notCertificates);
        }
        for (var text : new String[] {"", "nonsense", one.keyPem()}) {
            Files.writeString(pem.certificate(), text);
            assertThatThrownBy(() -> read(pem)).hasMessageStartingWith(notCertificates);
        }
        Files.writeString(pem.certificate(), one.certificatePem());
        for (var text :
                new String[] {"", "nonsense", one.certificatePem(), one.keyPem().substring(0, 90)}) {
            Files.writeString(pem.key(), text);
            isRefused(
                    pem,
                    "gateway.tls.keyFile: " + pem.key()
                            + " is not a private RSA or EC key in PEM without a password, or is cut off");
        }
    }

    @Test
    void aWrongPasswordIsSaid() throws IOException {
        var password = password("wrong");
        isRefused(
                new KeyStoreFile(one.store(), password),
                "gateway.tls.passwordFile: " + password + " has not the password of " + one.store());
        isRefused(
                new KeyStoreFile(pem.key(), password),
                "gateway.tls.keyStoreFile: " + pem.key() + " is not PKCS#12, or is cut off");
    }

    @Test
    void itsTextKeepsTheKey() throws Exception {
        assertThat(read(pem).toString()).contains("CN=Parley test").doesNotContain("PrivateKey");
    }

    private Path password(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text);
    }
}
