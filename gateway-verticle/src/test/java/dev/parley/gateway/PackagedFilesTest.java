package dev.parley.gateway;

import static dev.parley.gateway.HttpCalls.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the build has compressed, against the files themselves; Brotli by another implementation than made it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedFilesTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String WEB_JARS = "META-INF/resources/webjars";
    private static final Set<String> TEXTS = Set.of("js", "css", "json", "map", "webmanifest", "yaml", "svg", "txt");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import|@import url) ?\\(?[\"']([^\"']+)[\"']");

    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();

    @AfterAll
    void close() {
        gateway.close();
    }

    static byte[] decoded(String coding, byte[] content) throws IOException {
        var bytes = new ByteArrayInputStream(content);
        try (var decoder = coding.equals("br") ? new BrotliInputStream(bytes) : new GZIPInputStream(bytes)) {
            return decoder.readAllBytes();
        }
    }

    @Test
    void everyTextOfOursIsThereCompressed() throws IOException {
        int texts = 0;
        for (var folder : List.of("web", "sdk", "api")) {
            for (var file : filesOf(CLASSES.resolve(folder))) {
                if (isText(file) && Files.size(file) >= 1_024) {
                    texts++;
                    var plain = Files.readAllBytes(file);
                    assertThat(decoded("br", Files.readAllBytes(beside(file, ".br"))))
                            .as(file.toString())
                            .isEqualTo(plain);
                    assertThat(decoded("gzip", Files.readAllBytes(beside(file, ".gz"))))
                            .as(file.toString())
                            .isEqualTo(plain);
                    assertThat(Files.size(beside(file, ".br"))).isLessThan(plain.length);
                }
            }
        }
        assertThat(texts).isGreaterThan(80);
    }

    @Test
    void whatIsCompressedOfWebJarsIsOfThem() throws IOException {
        int texts = 0;
        for (var file : filesOf(CLASSES.resolve(WEB_JARS))) {
            var coding = file.toString().endsWith(".br") ? "br" : "gzip";
            var name = CLASSES.relativize(file).toString().replace('\\', '/').replaceFirst("\\.(br|gz)$", "");
            try (var plain = getClass().getClassLoader().getResourceAsStream(name)) {
                assertThat(plain).as(name).isNotNull();
                assertThat(decoded(coding, Files.readAllBytes(file))).as(name).isEqualTo(plain.readAllBytes());
            }
            texts++;
        }
        assertThat(texts).isGreaterThan(10);
    }

    /** As a browser goes through them: whatever is long enough comes as Brotli. */
    @Test
    void everythingThatThePagesLoadIsSentCompressed() throws IOException {
        var seen = new HashSet<String>();
        for (var page : List.of("/", "/api/docs")) {
            var links = Pattern.compile("\"(/[^\"]+\\.(?:js|css))\"")
                    .matcher(http.get(page).body());
            while (links.find()) {
                follow(links.group(1), seen);
            }
        }
        follow("/webjars/sockjs-client/1.6.1/dist/sockjs.min.js", seen);
        assertThat(seen).hasSizeGreaterThan(100);
    }

    @Test
    void pagesAreSentAsTheyAre() {
        var page = http.bytes(http.request("GET", "/").header("Accept-Encoding", "br, gzip"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Encoding")).isEmpty();
    }

    private void follow(String path, Set<String> seen) throws IOException {
        if (!seen.add(path)) {
            return;
        }
        var plain = http.get(path);
        assertThat(plain.statusCode()).as(path).isEqualTo(200);
        var sent = http.bytes(http.request("GET", path).header("Accept-Encoding", "br, gzip"));
        boolean isLong = plain.body().length() >= 2_048;
        if (isLong) {
            assertThat(header(sent, "Content-Encoding")).as(path).isEqualTo("br");
            assertThat(decoded("br", sent.body()))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(plain.body());
        }
        if (!path.contains("swagger") && !path.contains("sockjs")) {
            var imports = IMPORT.matcher(plain.body().replaceAll("(?s)/\\*.*?\\*/", ""));
            while (imports.find()) {
                if (imports.group(1).startsWith(".")) {
                    follow(URI.create(path).resolve(imports.group(1)).toString(), seen);
                }
            }
        }
    }

    private static List<Path> filesOf(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isText(Path file) {
        var name = file.getFileName().toString();
        return TEXTS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Path beside(Path file, String extension) {
        return file.resolveSibling(file.getFileName() + extension);
    }
}
