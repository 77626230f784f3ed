package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web client as files: all there, nothing else there. */
@ExtendWith(SharedParley.class)
class WebClientTest {
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:src|href)=\"([^\"#]+)\"|(?:from|import)\\s*\\(?[\"'](\\.{0,2}/[^\"']+)[\"']|\"[^\"]+\":\\s*\"(/[^\"]+\\.js)\"");

    private final Parley parley;

    WebClientTest(Parley parley) {
        this.parley = parley;
    }

    @Test
    void everythingThePageRefersToIsServedFromHere() {
        var seen = new HashSet<URI>();
        var open = new ArrayDeque<URI>();
        open.add(URI.create("/"));
        while (!open.isEmpty()) {
            var path = open.remove();
            if (!seen.add(path)) {
                continue;
            }
            var answer = parley.anonymous().fetch(path.toString());
            assertThat(answer.status()).as(path.toString()).isEqualTo(200);
            if (path.getPath().endsWith(".js")) {
                assertThat(answer.header("content-type")).as(path.toString()).contains("javascript");
            }
            if (!path.getPath().endsWith(".png") && !path.getPath().endsWith(".svg")) {
                collect(path, answer, open);
            }
        }

        assertThat(seen).hasSizeGreaterThan(10);
        assertThat(seen).as("nothing from elsewhere").allMatch(uri -> uri.getHost() == null);
    }

    private static void collect(URI from, Answer answer, ArrayDeque<URI> open) {
        var code = answer.body().replaceAll("(?s)/\\*.*?\\*/", ""); // types in comments are for editors
        for (var match = REFERENCE.matcher(code); match.find(); ) {
            for (int group = 1; group <= 3; group++) {
                if (match.group(group) != null && !match.group(group).startsWith("data:")) {
                    // Above the root is the root, as in browsers (RFC 3986 section 5.2.4).
                    open.add(URI.create(
                            from.resolve(match.group(group)).toString().replaceFirst("^(/\\.\\.)+", "")));
                }
            }
        }
    }

    @Test
    void pageMayOnlyRunItsOwnScripts() {
        var page = parley.anonymous().fetch("/").expect(200);

        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.header("content-security-policy"))
                .contains("script-src")
                .doesNotContain("unsafe-eval");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.git/config",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/pom.xml",
                "/package.json%00.js",
                "/nothing-here",
                "/secrets/jwt-private.pem",
                "/META-INF/MANIFEST.MF",
                "/reference.conf",
                "/logback.xml"
            })
    void nothingElseIsServed(String path) {
        assertThat(parley.anonymous().fetch(path).status()).as(path).isIn(400, 403, 404);
    }

    @Test
    void unknownCallsOfTheApiAreProblems() {
        parley.anonymous().get("/no/such/thing").refused(404, "NOT_FOUND");
    }
}
