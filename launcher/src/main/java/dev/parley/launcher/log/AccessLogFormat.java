package dev.parley.launcher.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.parley.gateway.http.AccessLog;
import dev.parley.model.bus.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a line of the access log looks like, if there is one. It goes to standard output. */
public enum AccessLogFormat {
    OFF,
    /** As NGINX and Apache write it, and behind it the request's id. */
    COMBINED,
    /** One JSON object for each line, with the same. */
    JSON;

    /** Requests that wait to be written; what is beyond is left out, rather than an event loop held up. */
    private static final int QUEUE = 8_192;

    /** Writes it so from the next line on. */
    public void apply() {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        var logger = context.getLogger(AccessLog.NAME);
        logger.setAdditive(false);
        logger.detachAndStopAllAppenders();
        logger.setLevel(this == OFF ? Level.OFF : Level.INFO);
        if (this != OFF) {
            logger.addAppender(appender(context));
        }
    }

    private AsyncAppender appender(LoggerContext context) {
        var encoder = new Lines(this == JSON);
        encoder.setContext(context);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        var appender = new AsyncAppender();
        appender.setContext(context);
        appender.setQueueSize(QUEUE);
        appender.setDiscardingThreshold(0);
        appender.setNeverBlock(true);
        appender.addAppender(console);
        appender.start();
        return appender;
    }

    private static final class Lines extends EncoderBase<ILoggingEvent> {
        private final boolean json;

        private Lines(boolean json) {
            this.json = json;
        }

        @Override
        public byte @Nullable [] headerBytes() {
            return null;
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            var line = json ? Json.encode(event.getArgumentArray()[0]) : event.getFormattedMessage();
            return (line + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte @Nullable [] footerBytes() {
            return null;
        }
    }
}
