package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.ContentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void thereAreNoSitesByDefault() {
        assertThat(ContentSettings.read(Settings.load(null, Map.of(), Map.of())))
                .isEqualTo(ContentConfig.DEFAULTS);
    }

    @Test
    void sitesHaveTheDefaultsOfOne() throws IOException {
        var root = Files.createDirectory(folder.resolve("site"));
        var content = read("""
                gateway.sites = [
                  { path = "/docs", root = %1$s }
                  { host = Docs.example.org, root = %1$s, immutable = "assets/**" }
                ]
                gateway.site.cacheControl = no-store
                """.formatted(quoted(root)));

        assertThat(content.sites()).hasSize(2);
        var first = content.sites().get(0);
        assertThat(first.path()).isEqualTo("/docs/");
        assertThat(first.host()).isEmpty();
        assertThat(first.root()).isEqualTo(root);
        assertThat(first.index()).isEqualTo("index.html");
        assertThat(first.cacheControl()).isEqualTo("no-store");
        var second = content.sites().get(1);
        assertThat(second.host()).isEqualTo("docs.example.org");
        assertThat(second.path()).isEqualTo("/");
        assertThat(second.immutable()).isEqualTo("assets/**");
    }

    @Test
    void badSitesAreRefusedByTheirKeys() throws IOException {
        var root = quoted(folder);
        refused("[{}]", "gateway.sites[0].root: must be set");
        refused("[{ root = /no/such/folder }]", "gateway.sites[0].root: /no/such/folder is no folder");
        refused("[{ root = " + root + ", path = docs }]", "gateway.sites[0].path: docs is not as /docs");
        refused("[{ root = " + root + ", path = \"/api\" }]", "gateway.sites[0].path: /api/ is Parley's own");
        refused("[{ root = " + root + ", indx = a }]", "gateway.sites[0].indx: no such key");
        refused("[{ root = " + root + " }, { root = " + root + " }]", "gateway.sites[1].path: / is given twice");
    }

    private void refused(String sites, String message) {
        assertThatThrownBy(() -> read("gateway.sites = " + sites)).hasMessageStartingWith(message);
    }

    private ContentConfig read(String config) throws IOException {
        var file = Files.writeString(folder.resolve("parley.conf"), config);
        return ContentSettings.read(Settings.load(file, Map.of(), Map.of()));
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\") + '"';
    }
}
