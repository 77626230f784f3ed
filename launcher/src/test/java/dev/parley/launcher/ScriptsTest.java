package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every script says what it does, and an operator finds it without looking into the folder. */
class ScriptsTest {
    private static final String ROLES_ARE = "is no role; the roles are: ";

    static List<String> scripts() throws IOException {
        try (var files = Files.list(ComposeFile.ROOT.resolve("scripts"))) {
            return files.filter(Files::isExecutable)
                    .map(file -> "scripts/" + file.getFileName())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void helpSaysHowItIsUsed(String script) throws Exception {
        var help = Script.run(script, "--help");
        assertThat(help.status()).as(help.output()).isZero();
        assertThat(help.output()).startsWith("Usage: " + script);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void itIsInTheReadmeOrTheOperatorsPage(String script) throws IOException {
        assertThat(read("README.md") + read("docs/operations.md")).contains(script);
    }

    @Test
    void deployKnowsTheRolesThereAre() throws Exception {
        assumeThat(ComposeFile.ROOT.resolve("scripts/deploy")).exists();
        var refused = Script.run("scripts/deploy", "nobody");
        assertThat(refused.status()).isNotZero();
        var roles = refused.output().substring(refused.output().indexOf(ROLES_ARE) + ROLES_ARE.length());
        assertThat(roles.trim().split(" ")).containsExactlyInAnyOrder(names());
    }

    @Test
    void oneServerAloneIsStartedOnlyIfThereIsSuchAServer(@TempDir Path data) throws Exception {
        var unknown = Script.run("scripts/services", "up", "--only", "mysql", "--data", data.toString());
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.output()).contains("the servers are: postgres redis rabbitmq mongo");

        var never = Script.run("scripts/services", "up", "--only", "redis", "--data", data.toString());
        assertThat(never.status()).isNotZero();
        assertThat(never.output()).contains("have never been up");
        assertThat(data).isEmptyDirectory();
    }

    private static String[] names() {
        return Arrays.stream(Role.values()).map(Role::wire).toArray(String[]::new);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ComposeFile.ROOT.resolve(Path.of(file)));
    }
}
