package dev.parley.gateway;

import static dev.parley.gateway.HttpCalls.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.gateway.site.SiteConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders on disk, served beside Parley. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SitesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOST = "docs.example.org";
    private static final String PAGE = "<!doctype html><title>Docs</title><p>" + "docs ".repeat(400);
    private static final int LARGE = 3_000_000;

    @TempDir
    private static Path folder;

    private Path docs;
    private TestGateway gateway;
    private HttpCalls http;
    private RawHttp raw;

    @BeforeAll
    void open() throws IOException {
        docs = Files.createDirectories(folder.resolve("docs"));
        write(docs.resolve("index.html"), PAGE);
        write(docs.resolve("guide/index.html"), "<p>guide");
        write(docs.resolve("guide/deep/page.html"), "<p>deep");
        write(docs.resolve("a b.txt"), "with a space");
        write(docs.resolve("assets/app-4f3a.js"), "export {};");
        write(docs.resolve("picture.JPG"), "not really");
        write(docs.resolve("unknown.zzz"), "bytes");
        write(docs.resolve("empty.txt"), "");
        write(docs.resolve(".hidden"), "hidden");
        write(docs.resolve(".git/config"), "hidden");
        write(docs.resolve(".well-known/security.txt"), "Contact: mailto:a@example.org");
        write(docs.resolve("bare/file.txt"), "a folder without an index");
        Files.write(docs.resolve("large.bin"), large());
        write(folder.resolve("secret.txt"), "outside");
        Files.createSymbolicLink(docs.resolve("out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(docs.resolve("up"), folder);
        Files.createSymbolicLink(docs.resolve("to-hidden"), docs.resolve(".git"));
        Files.createSymbolicLink(docs.resolve("inside.html"), docs.resolve("guide/index.html"));
        write(docs.resolve("api/v1/rooms"), "shadow");
        write(docs.resolve("health/live"), "shadow");
        write(docs.resolve("sdk/index.js"), "shadow");

        var app = Files.createDirectories(folder.resolve("app"));
        write(app.resolve("index.html"), "<p>the application");
        gateway = TestGateway.listening(new ContentConfig(
                1_024,
                List.of(
                        site("", "/docs", docs),
                        new SiteConfig(
                                "gateway.sites[1]",
                                "",
                                "/docs/app",
                                app,
                                "index.html",
                                "index.html",
                                "no-store",
                                "assets/**",
                                "default-src 'self'"),
                        site(HOST, "/", docs),
                        site("paths.example.org", "/only", docs))));
        http = gateway.calls();
        raw = new RawHttp(gateway.port());
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    private static SiteConfig site(String host, String path, Path root) {
        return new SiteConfig("gateway.sites[0]", host, path, root, "index.html", "", "no-cache", "assets/**", "");
    }

    @Test
    void filesAreServedWithTheirTypes() {
        assertThat(get("/docs/").body()).asString(StandardCharsets.UTF_8).isEqualTo(PAGE);
        assertThat(header(get("/docs/"), "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(get("/docs/index.html"), "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(get("/docs/picture.JPG"), "Content-Type")).isEqualTo("image/jpeg");
        assertThat(header(get("/docs/unknown.zzz"), "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(get("/docs/a%20b.txt").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("with a space");
        assertThat(get("/docs/empty.txt").body()).isEmpty();
        assertThat(get("/docs/inside.html").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("<p>guide");
        assertThat(get("/docs/.well-known/security.txt").statusCode()).isEqualTo(200);
    }

    @Test
    void securityHeadersAreTheSitesOwn() {
        var page = get("/docs/");
        assertThat(header(page, "Content-Security-Policy")).isEmpty();
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(get("/docs/app/"), "Content-Security-Policy")).isEqualTo("default-src 'self'");
        assertThat(header(get("/"), "Content-Security-Policy")).contains("script-src");
    }

    @Test
    void foldersAreShownByTheirIndexAndNeverListed() {
        for (var path : List.of("/docs", "/docs/guide", "/docs/guide/deep", "/docs/bare")) {
            var moved = http.send(http.request("GET", path + "?a=%2F&b"));
            assertThat(moved.statusCode()).as(path).isEqualTo(308);
            assertThat(header(moved, "Location")).isEqualTo(path + "/?a=%2F&b");
        }
        assertThat(get("/docs/guide/").body()).asString(StandardCharsets.UTF_8).isEqualTo("<p>guide");
        assertThat(get("/docs/guide/deep/").statusCode()).isEqualTo(404);
        assertThat(get("/docs/bare/").statusCode()).isEqualTo(404);
        assertThat(get("/docs/index.html/").statusCode()).isEqualTo(404);
    }

    @Test
    void redirectsLeadToNoOtherHost() {
        for (var target :
                List.of("//evil.example/docs", "/docs//evil.example", "/docs/..//evil.example/..", "//docs")) {
            var text = raw.get(target).text();
            assertThat(text).as(target).doesNotContainPattern("(?i)location: (?:[a-z]+:)?//");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing.html",
                "/docs/.hidden",
                "/docs/.git/config",
                "/docs/%2egit/config",
                "/docs/to-hidden/config",
                "/docs/out.txt",
                "/docs/up/secret.txt",
                "/docs/../secret.txt",
                "/docs/%2e%2e/secret.txt",
                "/docs/..%2fsecret.txt",
                "/docs/guide/..%2f..%2f..%2fsecret.txt",
                "/docs/..%5csecret.txt",
                "/docs/..\\secret.txt",
                "/docs/%c0%ae%c0%ae/secret.txt",
                "/docs/index.html%00",
                "/docs/index.html%00.txt",
                "/docs/index.html::$DATA",
                "/docs/INDEX~1.HTM",
                "/docs/nul",
                "/docs/index.html.",
                "/docs/index.html%20",
                "/docs//etc/passwd",
                "/docsa",
                "/docsa/index.html",
                "/Docs/index.html"
            })
    void nothingElseIsServed(String target) {
        var reply = raw.get(target);
        assertThat(reply.statusCode()).as(target).isBetween(400, 404);
        assertThat(reply.text()).doesNotContain("outside", "hidden");
    }

    @Test
    void namesThatAreTooLongAreNowhere() {
        assertThat(get("/docs/" + "a".repeat(255)).statusCode()).isEqualTo(404);
        assertThat(get("/docs/" + "a/".repeat(3_000)).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyReadingIsAllowed() {
        for (var method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            var answer = http.send(http.request(method, "/docs/index.html"));
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
        }
        var head = http.send(http.request("HEAD", "/docs/index.html"));
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(PAGE.length()));
        assertThat(head.body()).isEmpty();
        var large = http.send(http.request("HEAD", "/docs/large.bin"));
        assertThat(header(large, "Content-Length")).isEqualTo(String.valueOf(LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "large.bin"})
    void whatIsHeldByTheClientIsNotSentAgain(String file) {
        var first = get("/docs/" + file);
        var etag = header(first, "ETag");
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get("/docs/" + file, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(get("/docs/" + file, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatHasAHashInItsNameIsKeptForEver() {
        assertThat(header(get("/docs/assets/app-4f3a.js"), "Cache-Control"))
                .isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(get("/docs/assets/app-5f3a.js"), "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10",
        "bytes=2999990-, 2999990, 3000000",
        "bytes=-7, 2999993, 3000000",
        "bytes=70000-1500000, 70000, 1500001"
    })
    void partsOfLargeFilesAreSent(String asked, int from, int to) {
        var part = get("/docs/large.bin", "Range", asked);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes %d-%d/%d".formatted(from, to - 1, LARGE));
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large(), from, to));

        var etag = header(part, "ETag");
        assertThat(get("/docs/large.bin", "Range", asked, "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(get("/docs/large.bin", "Range", asked, "If-Range", "\"another\"")
                        .body())
                .isEqualTo(large());
        assertThat(get("/docs/large.bin", "Range", "bytes=3000000-").statusCode())
                .isEqualTo(416);
    }

    @Test
    void largeFilesAreSentWholeToManyAtOnce() {
        var answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(each -> get("/docs/large.bin").body())
                .toList();
        assertThat(answers).allMatch(body -> Arrays.equals(body, large()));
    }

    /** More than the kernel and the server would take for themselves: the rest stays on disk until it is wanted. */
    @Test
    void whoeverReadsSlowlyGetsAllOfIt() throws IOException {
        var huge = docs.resolve("huge.bin");
        try (var file = Files.newOutputStream(huge)) {
            for (int i = 0; i < 20; i++) {
                file.write(large());
            }
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setReceiveBufferSize(16 * 1024);
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /docs/huge.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            var stream = socket.getInputStream();
            skipHead(stream);
            assertThat(stream.readNBytes(1_000)).isEqualTo(Arrays.copyOf(large(), 1_000));
            assertThat(get("/docs/").statusCode())
                    .as("others are served meanwhile")
                    .isEqualTo(200);
            long rest = 0;
            for (int read = 0; read >= 0; read = stream.read(new byte[100_000])) {
                rest += read;
            }
            assertThat(rest + 1_000).isEqualTo(20L * LARGE);
        }
    }

    @Test
    void whoeverLeavesInBetweenTakesNothingWithThem() throws IOException {
        for (int i = 0; i < 600; i++) { // more than may be under way at once
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write("GET /docs/large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                socket.setSoLinger(true, 0); // RST
            }
        }
        until("served again", () -> get("/docs/large.bin").statusCode() == 200);
    }

    @Test
    void changesAreNoticed() throws IOException {
        var file = docs.resolve("changing.html");
        assertThat(get("/docs/changing.html").statusCode()).isEqualTo(404);
        write(file, "one");
        assertThat(get("/docs/changing.html").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("one");
        var first = header(get("/docs/changing.html"), "ETag");
        write(file, "two");
        until("written anew", () -> text("/docs/changing.html").equals("two"));
        assertThat(header(get("/docs/changing.html"), "ETag")).isNotEqualTo(first);

        // Put in its place with the same size and time, as builds that can be repeated do.
        var time = Files.getLastModifiedTime(file);
        var other = write(folder.resolve("other.html"), "six");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        until("exchanged", () -> text("/docs/changing.html").equals("six"));

        Files.delete(file);
        until("gone", () -> get("/docs/changing.html").statusCode() == 404);
    }

    @Test
    void changesOfLargeFilesAreNoticed() throws IOException {
        var file = docs.resolve("growing.bin");
        Files.write(file, large());
        var first = get("/docs/growing.bin");
        assertThat(first.body()).hasSize(LARGE);
        Files.write(file, Arrays.copyOf(large(), LARGE - 1));
        until("shorter", () -> get("/docs/growing.bin").body().length == LARGE - 1);
        assertThat(header(get("/docs/growing.bin"), "ETag")).isNotEqualTo(header(first, "ETag"));
    }

    @Test
    void releasesMayBeExchangedByALink() throws IOException {
        var one = Files.createDirectories(folder.resolve("release-1"));
        var two = Files.createDirectories(folder.resolve("release-2"));
        write(one.resolve("index.html"), "release 1");
        write(two.resolve("index.html"), "release 2");
        var current = Files.createSymbolicLink(folder.resolve("current"), one);
        try (var other = TestGateway.listening(new ContentConfig(0, List.of(site("", "/", current))))) {
            assertThat(other.calls().get("/").body()).isEqualTo("release 1");
            var next = Files.createSymbolicLink(folder.resolve("next"), two);
            Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
            until("exchanged", () -> other.calls().get("/").body().equals("release 2"));
        }
    }

    @Test
    void compressedFormsBesideAFileAreUsedUnlessTheyAreOlder() throws IOException {
        var file = write(docs.resolve("lib.js"), "plain".repeat(1_000));
        var brotli = write(docs.resolve("lib.js.br"), "stands for brotli");
        var gzip = write(docs.resolve("lib.js.gz"), "stands for gzip");
        var now = Instant.now();
        for (var each : List.of(file, brotli, gzip)) {
            Files.setLastModifiedTime(each, FileTime.from(now));
        }
        assertThat(sent("lib.js", "br, gzip")).isEqualTo("br stands for brotli");
        assertThat(sent("lib.js", "gzip")).isEqualTo("gzip stands for gzip");
        assertThat(sent("lib.js", "identity")).isEqualTo(" " + "plain".repeat(1_000));
        assertThat(header(get("/docs/lib.js"), "Vary")).isEqualTo("Accept-Encoding");
        assertThat(get("/docs/lib.js", "Range", "bytes=0-4", "Accept-Encoding", "br")
                        .body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("plain");

        Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(1)));
        until("older than the file", () -> sent("lib.js", "br").startsWith(" plain"));

        Files.setLastModifiedTime(brotli, FileTime.from(now.plusSeconds(1)));
        until("as old as the file", () -> sent("lib.js", "br").startsWith("br "));

        Files.delete(brotli);
        Files.createSymbolicLink(brotli, folder.resolve("secret.txt"));
        until("from outside", () -> sent("lib.js", "br").startsWith(" plain"));
    }

    @Test
    void smallTextsWithoutOneAreGzippedHere() throws IOException {
        var page = get("/docs/index.html", "Accept-Encoding", "br, gzip");
        assertThat(header(page, "Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(PAGE);
        assertThat(header(get("/docs/large.bin", "Accept-Encoding", "gzip"), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void applicationsOfOnePageGetItForEveryPage() {
        for (var path : List.of("/docs/app/", "/docs/app/rooms/1", "/docs/app/rooms/")) {
            var page = http.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).isEqualTo("<p>the application");
            assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        }
        var named = http.send(http.request("GET", "/docs/app/john.doe").header("Accept", "text/html,*/*;q=0.8"));
        assertThat(named.body()).isEqualTo("<p>the application");
        assertThat(http.get("/docs/app/assets/gone-1234.js").statusCode()).isEqualTo(404);
        assertThat(http.get("/docs/app/.env").statusCode()).isEqualTo(404);
        assertThat(http.get("/docs/guide/nothing").statusCode())
                .as("another site")
                .isEqualTo(404);
    }

    @Test
    void theLongestPathCounts() {
        assertThat(text("/docs/app/")).isEqualTo("<p>the application");
        assertThat(http.get("/docs/appendix").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "docs.example.org, /, 200",
        "DOCS.example.org:8443, /guide/, 200",
        "docs.example.org, /api/v1/rooms, 200",
        "docs.example.org, /sdk/index.js, 200",
        "docs.example.org, /src/main.js, 404",
        "docs.example.org, /api/v1/users, 404",
        "paths.example.org, /only/, 200",
        "paths.example.org, /onlyx/, 404",
        "paths.example.org, /src/main.js, 200",
        "other.example.org, /guide/, 404"
    })
    void hostsHaveSitesOfTheirOwn(String host, String path, int status) {
        assertThat(at(host, path).statusCode()).isEqualTo(status);
    }

    @Test
    void aHostOfItsOwnTakesAllButTheHealth() {
        assertThat(at(HOST, "/sdk/index.js").text()).endsWith("shadow");
        assertThat(at(HOST, "/health/live").text()).doesNotContain("shadow").contains("200");
        assertThat(at(HOST, "/").text()).contains("<title>Docs");
        assertThat(raw.exchange("POST /api/v1/auth HTTP/1.1\r\nHost: " + HOST
                                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void siteAtTheRootIsInTheWebClientsPlaceAndShadowsNothing() {
        try (var other = TestGateway.listening(new ContentConfig(0, List.of(site("", "/", docs))))) {
            var calls = other.calls();
            for (int times = 0; times < 2; times++) { // from disk, then from memory
                assertThat(calls.get("/").body()).isEqualTo(PAGE);
                assertThat(calls.get("/guide/").body()).isEqualTo("<p>guide");
                assertThat(calls.get("/src/main.js").statusCode()).isEqualTo(404);
                assertThat(calls.get("/api/v1/rooms").statusCode()).isEqualTo(401);
                assertThat(calls.get("/health/live").body()).doesNotContain("shadow");
                assertThat(calls.get("/sdk/index.js").body()).doesNotContain("shadow");
                assertThat(calls.get("/api/v1/nothing").statusCode()).isEqualTo(404);
                assertThat(calls.get("/api/docs").body()).contains("swagger");
            }
            var docsPage = calls.get("/api/docs");
            assertThat(header(docsPage, "Content-Security-Policy")).contains("default-src 'self'");
        }
    }

    private RawHttp.Reply at(String host, String path) {
        return raw.exchange("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private String text(String path) {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /** The coding and what was sent, a space between them. */
    private String sent(String file, String accepted) {
        var answer = get("/docs/" + file, "Accept-Encoding", accepted);
        return header(answer, "Content-Encoding") + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        var request = http.request("GET", path);
        return http.bytes(headers.length == 0 ? request : request.headers(headers));
    }

    private static void until(String what, Supplier<Boolean> condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
        }
    }

    private static void skipHead(InputStream stream) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int read = stream.read();
            newlines = read == '\n' ? newlines + 1 : read == '\r' ? newlines : 0;
        }
    }

    private static byte[] large() {
        var bytes = new byte[LARGE];
        new Random(LARGE).nextBytes(bytes);
        return bytes;
    }

    @CanIgnoreReturnValue
    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
