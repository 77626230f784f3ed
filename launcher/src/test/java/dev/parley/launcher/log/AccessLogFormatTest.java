package dev.parley.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import dev.parley.gateway.http.AccessLog;
import dev.parley.launcher.ParleyConfig;
import dev.parley.launcher.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogFormatTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.NAME);

    private record Request(String path) {
        @Override
        public String toString() {
            return "combined " + path;
        }
    }

    @AfterEach
    void asBefore() {
        logger.detachAndStopAllAppenders();
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void lineIsTheRequestAndNothingElse() {
        assertThat(written(AccessLogFormat.COMBINED)).isEqualTo("combined /a\n");
        assertThat(written(AccessLogFormat.JSON)).isEqualTo("{\"path\":\"/a\"}\n");
        assertThat(written(AccessLogFormat.OFF)).isEmpty();
        assertThat(logger.isInfoEnabled()).isFalse();
    }

    @Test
    void unknownFormatIsRefusedByItsKey() {
        var settings = Settings.load(null, Map.of(), Map.of("log.access", "common"));
        assertThatThrownBy(() -> ParleyConfig.from(settings))
                .hasMessageContaining("log.access: 'common' is none of off, combined, json");
    }

    private String written(AccessLogFormat format) {
        var output = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            format.apply();
            logger.info("{}", new Request("/a"));
            logger.iteratorForAppenders().forEachRemaining(appender -> ((AsyncAppender) appender).stop()); // and flush
        } finally {
            System.setOut(before);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
