package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/compose-secrets makes is what docker-compose.yml asks for and the launcher takes. */
class ComposeSecretsTest {
    private static final String OWNER_ONLY = "rw-------";

    private final ComposeFile compose = ComposeFile.read();

    @TempDir
    Path folder;

    @Test
    void everyServiceIsAConfigurationThatTheLauncherTakes() throws Exception {
        makeSecrets();
        var variables = variables();
        for (var service : compose.roles().values()) {
            var environment = variables.in(service.environment());
            environment.replaceAll((name, value) -> onThisMachine(service, value));
            var config =
                    ParleyConfig.from(Settings.load(null, environment, Map.of("node.roles", service.rolesOption())));
            assertThat(config.node().name()).isEqualTo(service.name());
            assertThat(config.cluster()).as(service.name()).isNotNull();
            assertThat(config.notification().push() != null)
                    .as(service.name())
                    .isEqualTo(config.node().roles().contains(Role.NOTIFICATION));
        }
    }

    @Test
    void withoutThemComposeStartsNothing() {
        var nothing = new ComposeVariables(Map.of());
        assertThat(compose.services().values())
                .allSatisfy(service -> assertThatThrownBy(
                                () -> nothing.in(service.environment()).clear())
                        .hasMessageContaining("run scripts/compose-secrets first"));
    }

    @Test
    void theyAreForTheirOwnersEyesAlone() throws Exception {
        makeSecrets();
        for (var file :
                new String[] {".env", "secrets/jwt-private.pem", "secrets/jwt-public.pem", "secrets/vapid.pem"}) {
            var permissions = Files.getPosixFilePermissions(folder.resolve(file));
            assertThat(PosixFilePermissions.toString(permissions)).as(file).isEqualTo(OWNER_ONLY);
        }
        assertThat(variables().in("${CONTAINER_USER}")).doesNotStartWith("0:");
    }

    @Test
    void whatIsThereStays() throws Exception {
        makeSecrets();
        var first = contents();
        makeSecrets();
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void aNewKeyHasAnotherName() throws Exception {
        makeSecrets();
        var before = variables().values();
        Files.delete(folder.resolve("secrets/jwt-private.pem"));
        makeSecrets();
        var after = new HashMap<>(variables().values());
        assertThat(after.get("PARLEY_AUTH_KEY_ID")).isNotEqualTo(before.get("PARLEY_AUTH_KEY_ID"));
        after.put("PARLEY_AUTH_KEY_ID", before.get("PARLEY_AUTH_KEY_ID"));
        assertThat(after).isEqualTo(before);
    }

    private void makeSecrets() throws IOException, InterruptedException {
        var done = Script.run("scripts/compose-secrets", "--dir", folder.toString());
        assertThat(done.status()).as(done.output()).isZero();
    }

    private ComposeVariables variables() throws IOException {
        return ComposeVariables.read(folder.resolve(".env"));
    }

    private Map<String, String> contents() throws IOException {
        var contents = new HashMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    /** Where a secret that is mounted at {@code value} lies outside the container. */
    private String onThisMachine(ComposeService service, String value) {
        if (!value.startsWith("/run/secrets/")) {
            return value;
        }
        var secret = value.substring("/run/secrets/".length());
        assertThat(service.list("secrets")).as(service.name()).contains(secret);
        var file = String.valueOf(ComposeFile.map(compose.secrets().get(secret)).get("file"));
        return folder.resolve(file).normalize().toString();
    }
}
