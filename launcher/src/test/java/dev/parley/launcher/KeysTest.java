package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** auth-verticle's own tests take them from there. */
    @Test
    void keysBeforeTheLastTwoGoAfterADay() throws Exception {
        var keys = folder.resolve("keys");
        var first = rotate(keys);
        var second = rotate(keys);
        assertThat(keys.resolve(first + ".pem")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve(second + ".pem"))))
                .isEqualTo("rw-------");

        var longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(keys.resolve(first + ".retired"), longAgo);
        Files.setLastModifiedTime(keys.resolve("first.retired"), longAgo);
        var third = rotate(keys);
        assertThat(keys.resolve(first + ".pem")).doesNotExist();
        assertThat(keys.resolve(second + ".pem")).exists();
        assertThat(keys.resolve("first-withdrawn")).exists();
        assertThat(keys.resolve("signing")).hasContent(third);

        var fourth = rotate(keys, "--leaked");
        try (var files = Files.list(keys)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(fourth + ".pem", "signing", "first-withdrawn");
        }
    }

    private static String rotate(Path directory, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("rotate", "--settle", "0", "--directory", directory.toString()));
        arguments.addAll(List.of(more));
        var ran = Script.run("scripts/keys", arguments.toArray(String[]::new));
        assertThat(ran.status()).as(ran.output()).isZero();
        return Files.readString(directory.resolve("signing")).strip();
    }
}
