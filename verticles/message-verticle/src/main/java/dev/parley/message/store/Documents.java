package dev.parley.message.store;

import dev.parley.model.bus.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between documents and values. Times are kept as clients see them: RFC 3339, UTC, milliseconds. */
final class Documents {
    private Documents() {}

    @SuppressWarnings("unchecked") // Jackson makes a Map<String, Object> of every record
    static JsonObject of(Object value) {
        return new JsonObject((Map<String, Object>) Json.mapper().convertValue(value, Map.class));
    }

    static <T> T read(JsonObject document, Class<T> type) {
        return Json.mapper().convertValue(plain(document), type);
    }

    /** Jackson knows nothing of Vert.x's own JSON types. */
    private static Object plain(Object value) {
        if (value instanceof JsonObject object) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            object.getMap().forEach((name, field) -> map.put(name, field == null ? null : plain(field)));
            return map;
        } else if (value instanceof JsonArray array) {
            List<@Nullable Object> list = new ArrayList<>(array.size());
            array.getList().forEach(element -> list.add(element == null ? null : plain(element)));
            return list;
        }
        return value;
    }

    static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Json.time(time);
    }

    static @Nullable Instant time(@Nullable String time) {
        return time == null ? null : Instant.parse(time);
    }
}
