package dev.parley.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InlineScriptsTest {
    /** printf %s "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64: the example of CSP Level 3. */
    private static final String HELLO = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";

    @Test
    void everyInlineScriptIsHashed() {
        assertThat(InlineScripts.hashesIn("<p><script>alert('Hello, world.');</script></p>"))
                .containsExactly(HELLO);
        assertThat(InlineScripts.hashesIn(
                        "<SCRIPT type='importmap'>{}</SCRIPT ><script>alert('Hello, world.');</script>"))
                .hasSize(2)
                .endsWith(HELLO);
    }

    @Test
    void scriptsThatAreLoadedAreNot() {
        assertThat(InlineScripts.hashesIn("<script type=\"module\" src=\"/src/main.js\"></script>"))
                .isEmpty();
    }

    @Test
    void lineEndsAreHashedAsBrowsersReadThem() {
        assertThat(InlineScripts.hashesIn("<script>\r\na\r\n</script>"))
                .isEqualTo(InlineScripts.hashesIn("<script>\na\n</script>"));
    }
}
