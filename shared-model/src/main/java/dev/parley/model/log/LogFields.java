package dev.parley.model.log;

import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who and what a request is about, kept on the Vert.x context that it runs on and read when a line is logged there. Each
 * HTTP request, each socket and each request on the bus runs on a context of its own (a duplicate of its verticle's), so
 * nothing has to be taken away again. <b>Invariant: a log line names no request but its own.</b> A context that many
 * requests share takes no fields, and what several requests wait for together is continued by each on its own context,
 * see {@link OwnContext}.
 */
public final class LogFields {
    public static final String REQUEST_ID = "requestId";
    public static final String USER_ID = "userId";
    public static final String ROOM_ID = "roomId";

    /** All there are. */
    public static final List<String> NAMES = List.of(REQUEST_ID, USER_ID, ROOM_ID);

    private static final Object KEY = LogFields.class;

    private final @Nullable ContextInternal context;

    private LogFields(@Nullable ContextInternal context) {
        this.context = context;
    }

    /** Those of the context that this is called on; kept by whoever learns more later, perhaps on another one. */
    public static LogFields here() {
        var current = ContextInternal.current();
        return new LogFields(current != null && current.isDuplicate() ? current : null);
    }

    /** From now on, lines logged for this request say so. No secret, no text of a message. */
    public void put(String name, String value) {
        if (context != null) {
            var fields = new HashMap<>(all());
            fields.put(name, value);
            context.putLocal(KEY, Map.copyOf(fields));
        }
    }

    /** Empty where nothing is known. */
    public Map<String, String> all() {
        Map<String, String> fields = context == null ? null : context.getLocal(KEY);
        return fields == null ? Map.of() : fields;
    }
}
