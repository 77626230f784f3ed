package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** The sender's own id of a message, a UUID in any version: what makes sending it twice store it once. */
public record ClientMessageId(@JsonValue String value) {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @JsonCreator
    public ClientMessageId {
        value = value.toLowerCase(Locale.ROOT);
        if (!UUID.matcher(value).matches()) {
            throw new IllegalArgumentException("clientMessageId is not a UUID");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
