package dev.parley.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitePathTest {
    @Test
    void namesAreDecoded() {
        assertThat(SitePath.parse("a%20b/%C3%BC.html"))
                .hasValueSatisfying(path -> assertThat(path.names()).containsExactly("a b", "ü.html"));
        assertThat(SitePath.parse("100%25+1.txt"))
                .hasValueSatisfying(path -> assertThat(path.names()).containsExactly("100%+1.txt"));
        assertThat(SitePath.parse("%F0%9F%8E%89.svg"))
                .hasValueSatisfying(path -> assertThat(path.names()).containsExactly("🎉.svg"));
    }

    @Test
    void aSlashAtTheEndMeansAFolder() {
        assertThat(SitePath.parse("").orElseThrow().folder()).isTrue();
        assertThat(SitePath.parse("").orElseThrow().names()).isEmpty();
        assertThat(SitePath.parse("docs/").orElseThrow().folder()).isTrue();
        assertThat(SitePath.parse("docs").orElseThrow().folder()).isFalse();
    }

    @Test
    void wellKnownPlacesAreNotHidden() {
        assertThat(SitePath.parse(".well-known/security.txt")).isPresent();
        assertThat(SitePath.parse("a/.well-known/security.txt")).isEmpty();
        assertThat(SitePath.parse(".well-known/.hidden")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "a//b",
                "a//",
                ".",
                "..",
                "a/..",
                "../a",
                "a/./b",
                ".git/config",
                ".env",
                "a/.htpasswd",
                "%2e%2e/a",
                "..%2fa",
                "a%2fb",
                "a%2Fb",
                "a%5Cb",
                "a\\b",
                "..\\a",
                "a%00",
                "a\0.html",
                "a%0a",
                "a%7f",
                "%",
                "%4",
                "a%4",
                "a%zz",
                "%c0%af",
                "%c0%ae%c0%ae",
                "%ff",
                "%ed%a0%80",
                "c:",
                "C:/windows",
                "a.html::$DATA",
                "a.html:stream",
                "con",
                "CON",
                "aux.html",
                "nul.txt",
                "a/com1",
                "LPT9.tar.gz",
                "PROGRA~1",
                "GIT~1/config",
                "a.",
                "a...",
                "a%20",
                "a%20/b",
                "a*",
                "a%3f",
                "a|b",
                "<a>"
            })
    void whatIsNoPlainNameAnywhereIsNowhere(String path) {
        assertThat(SitePath.parse(path)).isEmpty();
    }

    @Test
    void namesOfDevicesMayBeginNames() {
        for (var fine :
                new String[] {"console.js", "auxiliary", "nullable.html", "com10.txt", "~user", "a~b", "a.b.c"}) {
            assertThat(SitePath.parse(fine)).as(fine).isPresent();
        }
    }

    @Test
    void namesAreAsLongAsFileSystemsHaveThem() {
        assertThat(SitePath.parse("a".repeat(255))).isPresent();
        assertThat(SitePath.parse("a".repeat(256))).isEmpty();
    }
}
