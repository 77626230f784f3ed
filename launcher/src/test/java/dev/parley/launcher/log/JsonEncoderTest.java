package dev.parley.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.parley.model.log.LogFields;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JsonEncoderTest {
    private final Logger logger = new LoggerContext().getLogger("dev.parley.Some");

    @Test
    void lineIsOneObjectWithWhatTheMessageNames() {
        var line = encode("delivered room={} seq={} late={} to {}", "r\n1", 7L, true, "many");

        assertThat(line)
                .isEqualTo(new JsonObject()
                        .put("time", "2026-01-02T03:04:05.678Z")
                        .put("level", "INFO")
                        .put("logger", "dev.parley.Some")
                        .put("message", "delivered room=r\n1 seq=7 late=true to many")
                        .put("node", "gateway-1")
                        .put("thread", Thread.currentThread().getName())
                        .put(
                                "fields",
                                new JsonObject()
                                        .put("room", "r\n1")
                                        .put("seq", 7)
                                        .put("late", true)));
    }

    @Test
    void exceptionComesWithItsStackTrace() {
        var line = encode("failed part={}", "a", new IllegalStateException("broken"));

        assertThat(line.getJsonObject("fields")).isEqualTo(new JsonObject().put("part", "a"));
        assertThat(line.getString("exception"))
                .startsWith("java.lang.IllegalStateException: broken")
                .contains("JsonEncoderTest");
    }

    @Test
    void requestIsNamedWhereOneIsServed() {
        var vertx = Vertx.vertx();
        try {
            var own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
            var line = Future.<JsonObject>future(done -> own.runOnContext(run -> {
                        LogFields.here().put(LogFields.REQUEST_ID, "q1");
                        LogFields.here().put(LogFields.USER_ID, "u1");
                        done.complete(encode("something"));
                    }))
                    .await();

            assertThat(line.getString("requestId")).isEqualTo("q1");
            assertThat(line.getString("userId")).isEqualTo("u1");
            assertThat(encode("outside").fieldNames()).doesNotContain("requestId", "userId");
        } finally {
            vertx.close().await();
        }
    }

    private JsonObject encode(String message, Object... arguments) {
        var event = new LoggingEvent("caller", logger, Level.INFO, message, null, arguments);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        var text = new String(new JsonEncoder("gateway-1").encode(event), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        return new JsonObject(text);
    }
}
