package dev.parley.launcher.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** What a line of the log looks like. */
public enum LogFormat {
    /** For people, as {@code logback.xml} has it. */
    TEXT,
    /** For machines: one JSON object for each line, see {@link JsonEncoder}. */
    JSON;

    /**
     * Writes the log so from the next line on.
     *
     * @param node this process's name
     */
    public void apply(String node) {
        if (this == TEXT || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                var encoder = new JsonEncoder(node);
                encoder.setContext(context);
                encoder.start();
                stream.setEncoder(encoder);
            }
        });
    }
}
