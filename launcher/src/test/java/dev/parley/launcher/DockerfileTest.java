package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image is made of what the repository has. */
class DockerfileTest {
    private static final Pattern COPIED = Pattern.compile("^COPY (?!--from)(\\S+) \\S+$", Pattern.MULTILINE);
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final String dockerfile = read("Dockerfile");
    private final List<String> context = read(".dockerignore").lines().toList();

    @Test
    void itsEntryPointIsTheLauncherWithTheScriptsFlags() {
        var entryPoint = dockerfile.substring(dockerfile.indexOf("ENTRYPOINT"));
        assertThat(entryPoint).contains('"' + Main.class.getName() + '"').contains("\"@/opt/parley/jvm-flags\"");
        var newerFlag = Pattern.compile("say \"(--[^\"]+)\"").matcher(read("scripts/lib.sh"));
        assertThat(newerFlag.find()).isTrue();
        assertThat(entryPoint).contains('"' + newerFlag.group(1) + '"');
    }

    @Test
    void whatIsCopiedIsThereAndInTheContext() {
        var copied = COPIED.matcher(dockerfile)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(copied).contains("scripts/jvm-flags", "docker/healthy");
        copied.stream().filter(file -> !file.equals(".")).forEach(file -> {
            assertThat(ComposeFile.ROOT.resolve(file)).exists();
            assertThat(context).contains("!" + file);
        });
    }

    @Test
    void everyModuleIsInTheContext() {
        MODULE.matcher(read("pom.xml")).results().map(found -> found.group(1)).forEach(module -> {
            var folder = module.split("/", 2)[0];
            assertThat(context).as(module).containsAnyOf("!" + folder, "!" + folder + "/pom.xml");
        });
    }

    @Test
    void nothingElseIsInTheContext() {
        assertThat(context.stream().filter(line -> !line.startsWith("#")).findFirst())
                .contains("*");
        assertThat(context).doesNotContain("!.", "!.env", "!secrets", "!data");
    }

    @Test
    void itRunsAsSomebodyWhoIsNotRoot() {
        assertThat(dockerfile).containsPattern(Pattern.compile("^USER (?!0)\\d+:(?!0)\\d+$", Pattern.MULTILINE));
    }

    @Test
    void itsHealthIsAskedByTheScriptThatIsCopied() {
        assertThat(dockerfile).contains("COPY docker/healthy healthy", "CMD [\"/opt/parley/healthy\"]");
        assertThat(ComposeFile.ROOT.resolve("docker/healthy")).isExecutable();
        assertThat(ComposeFile.read().roles().values())
                .allSatisfy(service -> assertThat(service.find("healthcheck", "test"))
                        .isEqualTo(List.of("CMD", "/opt/parley/healthy")));
    }

    private static String read(String file) {
        try {
            return Files.readString(ComposeFile.ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
