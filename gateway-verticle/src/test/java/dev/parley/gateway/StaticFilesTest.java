package dev.parley.gateway;

import static dev.parley.gateway.HttpCalls.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaticFilesTest {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();
    private final RawHttp raw = new RawHttp(gateway.port());

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void theWebClientIsAtTheRoot() {
        var page = http.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(page.body()).contains("<title>Parley</title>");
        assertThat(http.get("/index.html").body()).isEqualTo(page.body());
    }

    @Test
    void everythingThePageNamesIsServed() {
        var page = http.get("/").body();
        var links = Pattern.compile("\"(/[^\"]+\\.(?:js|css|svg))\"").matcher(page);
        int found = 0;
        while (links.find()) {
            found++;
            assertThat(http.get(links.group(1)).statusCode()).as(links.group(1)).isEqualTo(200);
        }
        assertThat(found).isGreaterThan(5);
        assertThat(header(http.get("/sdk/index.js"), "Content-Type")).startsWith("text/javascript");
        assertThat(http.get("/webjars/sockjs-client/1.6.1/dist/sockjs.min.js").statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePagesImportMapMayRunByItsHash() throws NoSuchAlgorithmException {
        var page = http.get("/");
        var map = IMPORT_MAP.matcher(page.body());
        assertThat(map.find()).isTrue();
        var digest = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(header(page, "Content-Security-Policy"))
                .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .contains("default-src 'self'", "frame-ancestors 'none'", "connect-src 'self' ws: wss:")
                .contains("style-src 'self' 'unsafe-inline'", "img-src 'self' data:")
                .doesNotContain("script-src 'self' 'unsafe-inline'", "unsafe-eval");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aFileThatIsHeldIsNotSentAgain() {
        var first = http.get("/sdk/index.js");
        var etag = header(first, "ETag");
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        for (var given : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            var again = http.send(http.request("GET", "/sdk/index.js").header("If-None-Match", given));
            assertThat(again.statusCode()).as(given).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "ETag")).isEqualTo(etag);
        }
        assertThat(http.send(http.request("GET", "/sdk/index.js").header("If-None-Match", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "gzip, deflate, br, zstd       | br",
                "br;q=0.5, gzip;q=0.5          | br",
                "br;q=0.5, gzip                | gzip",
                "BR                            | br",
                "*                             | br",
                "*, br;q=0                     | gzip",
                "gzip;q=0.1                    | gzip",
                "identity, br;q=0.9, gzip;q=0.9| -",
                "identity;q=0.5, gzip          | gzip",
                "gzip;q=0                      | -",
                "br;q=0, gzip;q=0, *;q=0       | -",
                "deflate, zstd                 | -",
                "gzip;q=x                      | gzip",
                ";;=,                          | -"
            })
    void textIsCompressedAsItIsWanted(String accepted, @Nullable String sent) throws IOException {
        var plain = get("/sdk/index.js");
        var got = get("/sdk/index.js", "Accept-Encoding", accepted);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(header(got, "Content-Encoding")).isEqualTo(sent == null ? "" : sent);
        assertThat(header(got, "Vary")).isEqualTo("Accept-Encoding");
        if (sent == null) {
            assertThat(got.body()).isEqualTo(plain.body());
            assertThat(header(got, "ETag")).isEqualTo(header(plain, "ETag"));
        } else {
            assertThat(got.body().length).isLessThan(plain.body().length / 2);
            assertThat(PackagedFilesTest.decoded(sent, got.body())).isEqualTo(plain.body());
            var etag = header(got, "ETag");
            assertThat(etag).isNotEqualTo(header(plain, "ETag"));
            assertThat(get("/sdk/index.js", "Accept-Encoding", accepted, "If-None-Match", etag)
                            .statusCode())
                    .isEqualTo(304);
        }
    }

    @Test
    void whatIsCompressedInItselfIsSentAsItIs() {
        var icon = get("/icons/icon-192.png", "Accept-Encoding", "br, gzip");
        assertThat(header(icon, "Content-Encoding")).isEmpty();
        assertThat(header(icon, "Vary")).isEmpty();
    }

    @Test
    void whatThePageLoadsHasAHashInItsPathAndIsKeptForEver() {
        var page = http.get("/");
        var links = Pattern.compile("\"(/assets/[0-9a-f]{32}/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(links).hasSizeGreaterThanOrEqualTo(4);
        for (var link : links) {
            var file = http.get(link);
            assertThat(file.statusCode()).as(link).isEqualTo(200);
            assertThat(header(file, "Cache-Control")).as(link).isEqualTo("public, max-age=31536000, immutable");
            var unhashed = link.replaceFirst("/assets/[^/]+/(web/)?", "/");
            var same = http.get(unhashed);
            assertThat(same.body()).as(unhashed).isEqualTo(file.body());
            assertThat(header(same, "Cache-Control")).as(unhashed).isEqualTo("no-cache");
        }
        assertThat(page.body()).doesNotContain("\"/src/", "\"/sdk/", "\"/app.css");
    }

    @Test
    void whatSaysWhichVersionItIsIsAskedForEachTime() {
        for (var path : List.of("/", "/index.html", "/sw.js", "/manifest.webmanifest", "/sdk/index.js")) {
            assertThat(header(http.get(path), "Cache-Control")).as(path).isEqualTo("no-cache");
        }
    }

    @Test
    void anotherVersionsFilesAreNotHere() {
        var link = hashedLink();
        for (var missing : List.of(
                link.replaceFirst("[0-9a-f]{32}", "0".repeat(32)),
                link.replaceFirst("[0-9a-f]{32}/", ""),
                link.replaceFirst("main", "nothing"),
                link.replaceFirst("src/main.js", "index.html"),
                link.replaceFirst("src/main.js", "sw.js"),
                link.replaceFirst("web/src/main.js", ""),
                link.replaceFirst("main.js", "../../sdk/index.js.br"))) {
            var answer = raw.get(missing);
            assertThat(answer.statusCode()).as(missing).isEqualTo(404);
            assertThat(answer.text()).as(missing).containsIgnoringCase("cache-control: no-store");
        }
    }

    private String hashedLink() {
        var link = Pattern.compile("\"(/assets/[0-9a-f]{32}/web/src/main\\.js)\"")
                .matcher(http.get("/").body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10",
        "bytes=10-, 10, -1",
        "bytes=-7, -7, -1",
        "bytes=5-999999999999, 5, -1",
        "bytes=-999999999999, 0, -1"
    })
    void partsOfAFileAreSent(String asked, int from, int to) {
        var whole = get("/sdk/index.js");
        int length = whole.body().length;
        int first = from < 0 ? length + from : from;
        int end = to < 0 ? length : to;

        var part = get("/sdk/index.js", "Range", asked, "Accept-Encoding", "gzip");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes %d-%d/%d".formatted(first, end - 1, length));
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), first, end));

        var same = get("/sdk/index.js", "Range", asked, "If-Range", header(whole, "ETag"));
        assertThat(same.statusCode()).isEqualTo(206);
        var other = get("/sdk/index.js", "Range", asked, "If-Range", "\"another\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(whole.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=9-3", "bytes=-", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes=99999999999999999999-"
            })
    void rangeThatIsNotUnderstoodIsTheWhole(String asked) {
        assertThat(get("/sdk/index.js", "Range", asked).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=99999999-", "bytes=-0"})
    void rangeBehindTheEndIsRefused(String asked) {
        var length = get("/sdk/index.js").body().length;
        var refused = get("/sdk/index.js", "Range", asked);
        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(header(refused, "Content-Range")).isEqualTo("bytes */" + length);
    }

    @Test
    void whatHasItsVersionInItsPathIsKeptForEver() {
        assertThat(header(http.get("/webjars/lit/3.2.1/index.js"), "Cache-Control"))
                .contains("immutable");
        assertThat(header(http.get("/sdk/index.js"), "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void headTellsTheLength() {
        var body = http.get("/sdk/index.js").body().getBytes(StandardCharsets.UTF_8);
        var head = http.send(http.request("HEAD", "/sdk/index.js"));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(body.length));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void nothingOutsideTheFoldersIsServed() {
        for (var target : List.of(
                "/../api/docs.html",
                "/%2e%2e/api/docs.html",
                "/..%2fapi/docs.html",
                "/sdk/../../META-INF/MANIFEST.MF",
                "/sdk/..%5c..%5cweb%5cindex.html",
                "/webjars/../MANIFEST.MF",
                "/webjars/%2e%2e/%2e%2e/%2e%2e/reference.conf",
                "//etc/passwd",
                "/sdk//etc/passwd",
                "/dev/parley/gateway/GatewayVerticle.class",
                "/logback-test.xml",
                "/.git/config",
                "/sdk/.hidden.js",
                "/src",
                "/src/",
                "/sdk/",
                "/webjars/",
                "/webjars/lit/",
                "/webjars/lit/3.2.1",
                "/sdk/package.json",
                "/sdk/README.md",
                "/sdk/test/sync.test.js",
                "/index.html%00.js",
                "/sdk/index.js%00")) {
            var reply = raw.get(target);
            assertThat(reply.statusCode()).as(target + " " + reply.text()).isBetween(400, 499);
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        var request = http.request("GET", path);
        return http.bytes(headers.length == 0 ? request : request.headers(headers));
    }
}
