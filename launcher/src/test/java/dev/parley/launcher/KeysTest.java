package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/keys makes is what the launcher takes. */
class KeysTest {
    @TempDir
    Path folder;

    @Test
    void theKeyOfWhatIsPushedIsMadeOnceAndTaken() throws Exception {
        var file = folder.resolve("new/vapid.pem");
        var made = Script.run("scripts/keys", "vapid", "--file", file.toString());
        assertThat(made.status()).as(made.output()).isZero();
        var pem = Files.readString(file);

        var config = ParleyConfig.from(Settings.load(
                null, Map.of(), Map.of("node.roles", "notification", "notification.push.keyFile", file.toString())));
        var push = Objects.requireNonNull(config.notification().push());

        assertThat(made.output()).contains("public key: " + push.key().publicKey() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var again = Script.run("scripts/keys", "vapid", "--file", file.toString());
        assertThat(again.output()).isEqualTo(made.output());
        assertThat(file).hasContent(pem);
    }

    @Test
    void withoutAKeyNothingIsPushed() {
        var config = ParleyConfig.from(Settings.load(null, Map.of(), Map.of("node.roles", "notification")));
        assertThat(config.notification().push()).isNull();
    }
}
