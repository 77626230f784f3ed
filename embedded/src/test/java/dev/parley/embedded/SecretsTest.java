package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private Path folder;
    private DataFolder data;

    @BeforeEach
    void open(@TempDir Path temporary) throws EmbeddedStartException {
        data = TestFolders.open(temporary.resolve("data"));
        folder = data.secrets();
    }

    @Test
    void aSecondStartHasTheSecretsOfTheFirst() throws Exception {
        Secrets first = Secrets.openOrCreate(data);
        assertThat(Secrets.openOrCreate(data)).isEqualTo(first);
    }

    @Test
    void twoDataFoldersShareNoSecret(@TempDir Path other) throws Exception {
        Secrets here = Secrets.openOrCreate(data);
        Secrets there = Secrets.openOrCreate(TestFolders.open(other));
        assertThat(passwordsOf(here))
                .doesNotContainAnyElementsOf(passwordsOf(there))
                .doesNotHaveDuplicates();
        assertThat(here.jwt().keyId()).isNotEqualTo(there.jwt().keyId());
    }

    @Test
    void onlyTheOwnerCanReadThem() throws Exception {
        Secrets unused = Secrets.openOrCreate(data);
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(files())
                .hasSize(6)
                .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }

    @Test
    void permissionsThatWereOpenedAreClosedAgain() throws Exception {
        Secrets unused = Secrets.openOrCreate(data);
        Path file = folder.resolve("redis-password");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Secrets again = Secrets.openOrCreate(data);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(again.redisPassword().value()).isEqualTo(Files.readString(file));
    }

    @Test
    void whatACrashLeftOutIsMadeAndTheRestKept() throws Exception {
        Secrets first = Secrets.openOrCreate(data);
        Files.delete(folder.resolve("jwt-public.pem"));
        Files.delete(folder.resolve("broker-password"));
        Secrets second = Secrets.openOrCreate(data);
        assertThat(second.jwt()).isEqualTo(first.jwt());
        assertThat(second.postgresPassword()).isEqualTo(first.postgresPassword());
        assertThat(second.brokerPassword()).isNotEqualTo(first.brokerPassword());
        assertThat(folder.resolve("jwt-public.pem")).hasContent(first.jwt().publicKeyPem());
    }

    @Test
    void theKeysAreAPairThatSigns() throws Exception {
        JwtKeys keys = Secrets.openOrCreate(data).jwt();
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        var privateKey = rsa.generatePrivate(new PKCS8EncodedKeySpec(der(keys.privateKeyPem(), "PRIVATE KEY")));
        PublicKey publicKey = rsa.generatePublic(new X509EncodedKeySpec(der(keys.publicKeyPem(), "PUBLIC KEY")));
        assertThat(((RSAKey) publicKey).getModulus().bitLength()).isEqualTo(2048);

        byte[] message = "header.payload".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(message);
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void theKeyOfWhatIsPushedIsMadeOnce(@TempDir Path other) throws Exception {
        Secrets unused = Secrets.openOrCreate(data);
        String first = Files.readString(folder.resolve("vapid.pem"));
        unused = Secrets.openOrCreate(data);
        assertThat(folder.resolve("vapid.pem")).hasContent(first);
        assertThat(first).contains("BEGIN PRIVATE KEY").contains("BEGIN PUBLIC KEY");
        DataFolder elsewhere = TestFolders.open(other);
        unused = Secrets.openOrCreate(elsewhere);
        assertThat(Files.readString(elsewhere.secrets().resolve("vapid.pem"))).isNotEqualTo(first);
    }

    @Test
    void nothingSecretIsPrinted() throws Exception {
        Secrets secrets = Secrets.openOrCreate(data);
        var connections = new EmbeddedConnections(
                new PostgresEndpoint("h", 1, "d", "u", secrets.postgresPassword()),
                new RedisEndpoint("h", 2, secrets.redisPassword()),
                new MongoEndpoint("h", 3, "d"),
                new BrokerEndpoint("h", 4, "/", "u", secrets.brokerPassword()),
                secrets.jwt());
        var broker = new BrokerConfiguration(data.broker(), "u", secrets.brokerPassword(), 0);
        String printed = secrets + " " + connections + " " + broker + " " + secrets.jwt();
        assertThat(printed).doesNotContain("PRIVATE KEY").contains("[redacted]");
        assertThat(passwordsOf(secrets)).noneMatch(printed::contains);
    }

    @Test
    void aDamagedFileIsNamedInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("jwt-private.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        assertThatThrownBy(() -> Secrets.openOrCreate(data))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("cannot use the secret " + file + ": it does not hold an RSA key in PKCS#8 PEM");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> passwordsOf(Secrets secrets) {
        return Stream.of(secrets.postgresPassword(), secrets.redisPassword(), secrets.brokerPassword())
                .map(Secret::value)
                .toList();
    }

    private static byte[] der(String pem, String kind) {
        assertThat(pem).startsWith("-----BEGIN " + kind + "-----\n").endsWith("\n-----END " + kind + "-----\n");
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
