package dev.parley.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ClasspathFilesTest {
    @Test
    void aFileIsFoundAndHeld(Vertx vertx) {
        var files = new ClasspathFiles(vertx, "api", Set.of());
        assertThat(files.held("openapi.yaml")).isEmpty();
        assertThat(files.find("openapi.yaml").await()).isPresent();
        assertThat(files.held("openapi.yaml")).isPresent();
    }

    @Test
    void nothingElseCanBeAskedFor(Vertx vertx) {
        var files = new ClasspathFiles(vertx, "api", Set.of("docs.css"));
        var asked = List.of(
                "",
                ".",
                "..",
                "/",
                "../api/openapi.yaml",
                "./openapi.yaml",
                "/openapi.yaml",
                "a/../openapi.yaml",
                "openapi.yaml/",
                "openapi.yaml\0",
                "openapi.yaml\0.js",
                "openapi",
                "..%2fapi/openapi.yaml",
                "..\\api\\openapi.yaml",
                ".hidden.js",
                "a/.git/x.js",
                "nothing.js",
                "docs.css",
                "../dev/parley/gateway/http/ClasspathFiles.class",
                "http://example.org/x.js");
        for (var path : asked) {
            assertThat(files.find(path).await()).as(path).isEmpty();
        }
    }

    @Test
    void aFolderIsNoFile(Vertx vertx) {
        var files = new ClasspathFiles(vertx, "META-INF/resources/webjars", Set.of());
        assertThat(files.find("lit").await()).isEmpty();
        assertThat(files.find("lit/3.2.1").await()).isEmpty();
        assertThat(files.find("lit/3.2.1/index.js").await()).isPresent();
    }
}
