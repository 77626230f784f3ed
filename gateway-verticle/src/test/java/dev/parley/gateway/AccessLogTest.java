package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.parley.gateway.http.AccessLog;
import dev.parley.model.bus.Json;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
    private final Entries entries = new Entries();
    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();

    @BeforeAll
    void listen() {
        entries.setContext(logger.getLoggerContext());
        entries.start();
        logger.addAppender(entries);
        logger.setLevel(Level.INFO);
    }

    @AfterAll
    void close() {
        logger.setLevel(null);
        logger.detachAppender(entries);
        gateway.close();
    }

    @Test
    void answeredRequestIsALineInTheCombinedFormat() throws InterruptedException {
        var answer = http.send(http.request("GET", "/sdk/index.js?secret=1")
                .header("X-Request-Id", "one")
                .header("Referer", "https://chat.example.org/page?secret=2")
                .header("User-Agent", "curl \"8\" \\ "));

        assertThat(entries.of("one").getFormattedMessage())
                .matches("127\\.0\\.0\\.1 - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] "
                        + "\"GET /sdk/index\\.js HTTP/1\\.1\" 200 "
                        + answer.body().length()
                        + " \"https://chat\\.example\\.org/page\" \"curl \\\\x228\\\\x22 \\\\x5C\" one");
    }

    @Test
    void refusedRequestIsOneToo() throws InterruptedException {
        assertThat(http.send(http.request("POST", "/api/v1/rooms", "{}").header("X-Request-Id", "two"))
                        .statusCode())
                .isEqualTo(401);

        var entry = new JsonObject(Json.encode(entries.of("two").getArgumentArray()[0]));
        assertThat(entry.getInteger("status")).isEqualTo(401);
        assertThat(entry.getString("method")).isEqualTo("POST");
        assertThat(entry.getString("path")).isEqualTo("/api/v1/rooms");
        assertThat(entry.getString("requestId")).isEqualTo("two");
        assertThat(entry.getString("time")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(entry.fieldNames())
                .contains("address", "protocol", "bytes", "ms", "userAgent")
                .doesNotContain("user");
    }

    private static final class Entries extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<ILoggingEvent> all = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            all.add(event);
        }

        ILoggingEvent of(String requestId) throws InterruptedException {
            while (true) {
                var event = all.poll(10, TimeUnit.SECONDS);
                assertThat(event).as(requestId).isNotNull();
                if (event.getFormattedMessage().endsWith(" " + requestId)) {
                    return event;
                }
            }
        }
    }
}
