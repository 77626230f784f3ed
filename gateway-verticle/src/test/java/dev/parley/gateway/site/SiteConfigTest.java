package dev.parley.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteConfigTest {
    private static SiteConfig site(String field, String value) {
        return new SiteConfig(
                "gateway.sites[1]",
                field.equals("host") ? value : "docs.example.org",
                field.equals("path") ? value : "/docs",
                Path.of("."),
                field.equals("index") ? value : "index.html",
                field.equals("fallback") ? value : "",
                field.equals("cacheControl") ? value : "no-cache",
                field.equals("immutable") ? value : "",
                field.equals("contentSecurityPolicy") ? value : "");
    }

    private static SiteConfig at(String host, String path) {
        return new SiteConfig("gateway.sites[1]", host, path, Path.of("."), "index.html", "", "no-cache", "", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host | docs.example.org:80",
                "host | https://docs.example.org",
                "host | *.example.org",
                "host | a b",
                "path | docs",
                "path | ''",
                "path | //",
                "path | /a//b",
                "path | /../a",
                "path | /.git",
                "path | /a b",
                "path | /%2e",
                "index | ''",
                "index | a/b.html",
                "index | ..",
                "index | .htaccess",
                "fallback | ../index.html",
                "fallback | /",
                "fallback | a/",
                "cacheControl | ''",
                "immutable | [",
                "immutable | {a"
            })
    void badSettingsAreRefusedByTheirKeys(String field, String value) {
        assertThatThrownBy(() -> site(field, value)).hasMessageStartingWith("gateway.sites[1]." + field + ": ");
    }

    @Test
    void headersAreOneLine() {
        for (var field : List.of("cacheControl", "contentSecurityPolicy")) {
            assertThatThrownBy(() -> site(field, "a\r\nSet-Cookie: b"))
                    .hasMessageStartingWith("gateway.sites[1]." + field + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api", "/api/", "/api/v1/docs", "/eventbus", "/health", "/health/live", "/sdk", "/webjars/x"})
    void whatIsParleysOwnNeedsAHost(String path) {
        assertThatThrownBy(() -> at("", path)).hasMessageStartingWith("gateway.sites[1].path: ");
        assertThatCode(() -> at("docs.example.org", path)).doesNotThrowAnyException();
    }

    @Test
    void onlyOneSiteIsAtAPlace() {
        assertThatThrownBy(() -> SiteConfig.checkTogether(List.of(at("", "/a"), at("", "/a/"))))
                .hasMessage("gateway.sites[1].path: /a/ is given twice");
        assertThatThrownBy(() -> SiteConfig.checkTogether(List.of(at("A.example", "/"), at("a.example", "/"))))
                .hasMessage("gateway.sites[1].path: / is given twice for a.example");
        assertThatCode(() -> SiteConfig.checkTogether(List.of(at("", "/a"), at("a.example", "/a"), at("", "/a/b"))))
                .doesNotThrowAnyException();
    }

    @Test
    void theWholeServerIsWhatHasNoHostAndNoPath() {
        assertThat(at("", "/").isTheWholeServer()).isTrue();
        assertThat(at("a.example", "/").isTheWholeServer()).isFalse();
        assertThat(at("", "/a").isTheWholeServer()).isFalse();
    }
}
