package dev.parley.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetsTest {
    private static final String MODULE = "export const greeting = 'hello';\n".repeat(100);

    @TempDir
    private Path folder;

    private Path classes;
    private Path webJars;

    @BeforeEach
    void aWebClient() throws IOException {
        classes = folder.resolve("classes");
        webJars = folder.resolve("webjars");
        write(classes.resolve("web/index.html"), "<script src=\"/assets/-/web/src/main.js\"></script>");
        write(classes.resolve("web/src/main.js"), MODULE);
        write(classes.resolve("web/favicon.svg"), "<svg/>");
        write(classes.resolve("sdk/index.js"), "// short");
        write(classes.resolve("api/openapi.yaml"), "openapi: 3.1.0\n".repeat(100));
        write(webJars.resolve("META-INF/resources/webjars/lit/1.0/lit.js"), MODULE);
    }

    @Test
    void textsGetCompressedFormsOfThemselves() throws IOException {
        assertThat(prepare()).contains("Compressed 3 files");
        var made = classes.resolve("META-INF/resources/webjars/lit/1.0/lit.js");
        for (var file : new Path[] {classes.resolve("web/src/main.js"), made}) {
            var brotli = new BrotliInputStream(new ByteArrayInputStream(bytes(file, ".br")));
            assertThat(brotli.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(MODULE);
            var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes(file, ".gz")));
            assertThat(gzip.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(MODULE);
        }
        assertThat(classes.resolve("sdk/index.js.br")).as("too short").doesNotExist();
        assertThat(made).as("stays in its own jar").doesNotExist();
    }

    @Test
    void whatHasNotChangedIsLeftAlone() throws IOException {
        assertThat(prepare()).isNotEmpty();
        var page = Files.readString(classes.resolve("web/index.html"));
        assertThat(prepare()).isEmpty();
        assertThat(classes.resolve("web/index.html")).hasContent(page);
    }

    @Test
    void whatHasChangedIsCompressedAnewUnderAnotherHash() throws IOException {
        assertThat(prepare()).isNotEmpty();
        var before = Files.readString(classes.resolve("web/index.html"));
        var module = classes.resolve("web/src/main.js");
        Files.writeString(module, MODULE.replace("hello", "servus"));
        Files.setLastModifiedTime(
                module, FileTime.from(Instant.EPOCH)); // older than the last time is another time, too
        assertThat(prepare()).contains("Compressed 1 files");
        assertThat(classes.resolve("web/index.html")).content().isNotEqualTo(before);
        assertThat(new BrotliInputStream(new ByteArrayInputStream(bytes(module, ".br"))).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .contains("servus");
    }

    @Test
    void theHashIsOfNamesAndBytesOfAllThatIsLoaded() throws IOException {
        var first = hash();
        assertThat(first).matches("[0-9a-f]{32}").isEqualTo(hash());

        write(classes.resolve("sdk/index.js"), "// shorT");
        var second = hash();
        Files.move(classes.resolve("sdk/index.js"), classes.resolve("sdk/main.js"));
        var third = hash();
        write(classes.resolve("api/openapi.yaml"), "not loaded by the page");
        assertThat(first).isNotEqualTo(second);
        assertThat(second).isNotEqualTo(third);
        assertThat(hash()).isEqualTo(third);
    }

    @Test
    void pageWithoutSuchLinksIsAMistake() throws IOException {
        write(classes.resolve("web/index.html"), "<script src=\"/src/main.js\"></script>");
        assertThatThrownBy(this::prepare).hasMessageContaining("has no link below /assets/");
    }

    private String hash() throws IOException {
        var unused = prepare();
        var page = Files.readString(classes.resolve("web/index.html"));
        return page.replaceFirst(".*/assets/([^/]+)/web/src/main\\.js.*", "$1");
    }

    private String prepare() throws IOException {
        var said = new ByteArrayOutputStream();
        Assets.prepare(classes, webJars, new PrintStream(said, true, StandardCharsets.UTF_8));
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static byte[] bytes(Path file, String form) throws IOException {
        return Files.readAllBytes(file.resolveSibling(file.getFileName() + form));
    }
}
