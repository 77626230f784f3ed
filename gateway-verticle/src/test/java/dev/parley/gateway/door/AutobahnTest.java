package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.http.ServerOptions;
import dev.parley.gateway.limit.HeadSizes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The Autobahn TestSuite's fuzzing client, which checks RFC 6455, against an endpoint that echoes what it hears, set up as
 * the gateway's sockets are. Left out are 12 and 13, about compression, which the gateway does not speak. Section 9, large
 * and many messages, needs a larger limit than the gateway's, so its size here is the suite's.
 */
class AutobahnTest {
    /** Comma-separated; section 9, large and many messages, takes minutes: {@code -Dparley.autobahn='9.*'}. */
    private static final String CASES = System.getProperty("parley.autobahn", "1.*,2.*,3.*,4.*,5.*,6.*,7.*,10.*");

    private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;
    private static final Duration DONE_WITHIN = Duration.ofMinutes(8);
    private static final Path REPORTS = Path.of("target", "autobahn").toAbsolutePath();

    /** NON-STRICT: what is wrong was refused, though not at the first byte that showed it. */
    private static final Set<String> FINE = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void listen() {
        // A frame may be a little larger than the message that it carries.
        var options = ServerOptions.of(HeadSizes.DEFAULTS, 2 * LARGEST_MESSAGE, Duration.ofMinutes(1));
        port = vertx.createHttpServer(options)
                .requestHandler(AutobahnTest::echo)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static void echo(HttpServerRequest request) {
        var channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        request.toWebSocket().onSuccess(socket -> {
            WholeMessages.only(channel, 2 * LARGEST_MESSAGE);
            socket.exceptionHandler(cause -> {
                var code = WholeMessages.closeCode(cause);
                if (code != null) {
                    socket.close(code.code());
                }
            });
            socket.textMessageHandler(socket::writeTextMessage);
            socket.binaryMessageHandler(socket::writeBinaryMessage);
        });
    }

    @Test
    void noCaseFails() throws Exception {
        fuzz();
        var results = new JsonObject(Files.readString(REPORTS.resolve("index.json"))).getJsonObject("parley");
        var counts = new TreeMap<String, Integer>();
        var failed = new ArrayList<String>();
        for (var name : results.fieldNames()) {
            var result = results.getJsonObject(name);
            counts.merge(result.getString("behavior"), 1, Integer::sum);
            if (!FINE.contains(result.getString("behavior")) || !FINE.contains(result.getString("behaviorClose"))) {
                failed.add(name + " " + result);
            }
        }
        System.out.println("Autobahn: " + results.size() + " cases, " + counts + "; reports in " + REPORTS);
        assertThat(results.size()).isPositive();
        assertThat(failed).isEmpty();
    }

    /** In a process of its own: to Jython, {@code io.vertx} and {@code io.netty} would hide Python's {@code io}. */
    private void fuzz() throws IOException, InterruptedException, URISyntaxException {
        var log = Files.createDirectories(REPORTS).resolve("client.log");
        Files.deleteIfExists(REPORTS.resolve("index.json"));
        var jars = jarOf("me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite")
                + System.getProperty("path.separator")
                + jarOf("org.python.util.jython");
        var client = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-cp",
                        jars,
                        "org.python.util.jython",
                        resource("/fuzzing-client.py"),
                        "ws://127.0.0.1:" + port,
                        REPORTS.toString(),
                        CASES))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(client.waitFor(DONE_WITHIN.toSeconds(), TimeUnit.SECONDS))
                    .as("done within %s, see %s", DONE_WITHIN, log)
                    .isTrue();
            assertThat(client.exitValue()).as("see %s", log).isZero();
        } finally {
            client.destroyForcibly();
        }
    }

    private static String resource(String name) throws URISyntaxException {
        var resource = AutobahnTest.class.getResource(name);
        assertThat(resource).isNotNull();
        return Path.of(resource.toURI()).toString();
    }

    /** Found without running anything of the class. */
    private static String jarOf(String className) throws URISyntaxException {
        try {
            var type = Class.forName(className, false, AutobahnTest.class.getClassLoader());
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
