package dev.parley.gateway.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.model.bus.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a SockJS client sends: a JSON array of strings, or one string. */
final class SockJsMessages {
    private SockJsMessages() {}

    /** @return the messages, or null if it is anything else */
    static @Nullable List<String> read(String text) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            return null;
        }
        if (json.isTextual()) {
            return List.of(json.textValue());
        }
        if (!json.isArray()) {
            return null;
        }
        var messages = new ArrayList<String>(json.size());
        for (var each : json) {
            if (!each.isTextual()) {
                return null;
            }
            messages.add(each.textValue());
        }
        return messages;
    }
}
