package dev.parley.launcher.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.model.bus.Json;
import dev.parley.model.log.LogFields;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object for each line: {@code time} (RFC 3339), {@code level}, {@code logger}, {@code message}, {@code node},
 * {@code thread}; {@code requestId}, {@code userId}, {@code roomId} where the request is known; {@code fields}, what the
 * message gives as {@code key=value}; {@code exception}, its stack trace.
 *
 * <p>Encodes on the thread that logs: only there is it known which request that does.
 */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    /** A place to be filled, and the key before it if there is one. */
    private static final Pattern PLACE = Pattern.compile("(?:(\\w+)=)?\\{}");

    private final String node;

    JsonEncoder(String node) {
        this.node = node;
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = Json.mapper().createObjectNode();
        line.put("time", Json.time(event.getInstant()));
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("message", event.getFormattedMessage());
        line.put("node", node);
        line.put("thread", event.getThreadName());
        LogFields.here().all().forEach(line::put);
        putFields(line, event);
        if (event.getThrowableProxy() != null) {
            line.put("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return (Json.encode(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void putFields(ObjectNode line, ILoggingEvent event) {
        var arguments = event.getArgumentArray();
        if (event.getMessage() == null || arguments == null) {
            return;
        }
        var place = PLACE.matcher(event.getMessage());
        for (int i = 0; i < arguments.length && place.find(); i++) {
            if (place.group(1) != null) {
                putField(line.withObjectProperty("fields"), place.group(1), arguments[i]);
            }
        }
    }

    private static void putField(ObjectNode fields, String name, @Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            fields.put(name, ((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            fields.put(name, flag);
        } else {
            fields.put(name, String.valueOf(value));
        }
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }
}
