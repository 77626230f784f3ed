package dev.parley.gateway.request;

import dev.parley.model.failure.FailureException;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.Id;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request field by field and remembers every bad one. A getter never throws: after an error it returns a
 * harmless placeholder, so a record is built from getters in one go <em>after</em> the fields are read and {@link
 * #check} has passed. Unknown fields are ignored; a field that is {@code null} counts as missing. Characters are
 * Unicode code points.
 */
public final class Fields {
    /** The largest integer that every JSON reader keeps exact (RFC 8259 section 6). */
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    /** Characters of a message. */
    public static final int MAX_TEXT = 8_000;

    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final int MAX_MENTIONS = 100;
    private static final String NOBODY = "-";
    private static final ClientMessageId NO_UUID = new ClientMessageId("00000000-0000-0000-0000-000000000000");

    private final JsonObject json;
    private final String prefix;
    private final FieldErrors errors;

    private Fields(JsonObject json, String prefix, FieldErrors errors) {
        this.json = json;
        this.prefix = prefix;
        this.errors = errors;
    }

    public static Fields of(JsonObject json) {
        return new Fields(json, "", new FieldErrors());
    }

    /** As {@link #of}; null or anything but an object is itself the error. */
    public static Fields ofNullable(@Nullable Object json) {
        var errors = new FieldErrors();
        if (json instanceof JsonObject object) {
            return new Fields(object, "", errors);
        }
        errors.add("", "must be a JSON object");
        return new Fields(new JsonObject(), "", errors);
    }

    /** @throws FailureException INVALID_REQUEST naming every bad field; PAYLOAD_TOO_LARGE if all that is wrong is size */
    public void check() {
        errors.check();
    }

    public boolean has(String name) {
        return json.getValue(name) != null;
    }

    /** Records that {@code name} is wrong, for rules that concern more than one field. */
    public void reject(String name, String message) {
        errors.add(prefix + name, message);
    }

    /** A single line: no control characters, not only spaces. */
    public String text(String name, int min, int max) {
        return string(name, value -> Texts.line(value, min, max), "");
    }

    public @Nullable String optionalText(String name, int min, int max) {
        return has(name) ? text(name, min, max) : null;
    }

    /** Any characters that are valid Unicode, as in a password. */
    public String secret(String name, int min, int max) {
        return string(name, value -> Texts.prose(value, min, max), "");
    }

    public UserId userId(String name) {
        return new UserId(id(name));
    }

    public RoomId roomId(String name) {
        return new RoomId(id(name));
    }

    public @Nullable RoomId optionalRoomId(String name) {
        return has(name) ? roomId(name) : null;
    }

    public MessageId messageId(String name) {
        return new MessageId(id(name));
    }

    public @Nullable MessageId optionalMessageId(String name) {
        return has(name) ? messageId(name) : null;
    }

    public SessionId sessionId(String name) {
        return new SessionId(id(name));
    }

    public ClientMessageId clientMessageId(String name) {
        var value = string(name, text -> Texts.isUuid(text) ? null : "must be a UUID", NO_UUID.value());
        return new ClientMessageId(value);
    }

    /** Distinct ids in the order given, {@code min} to {@code max} of them. */
    public List<UserId> userIds(String name, int min, int max) {
        return ids(name, min, max, UserId::new);
    }

    public List<UserId> optionalUserIds(String name, int max) {
        return has(name) ? userIds(name, 0, max) : List.of();
    }

    /** Distinct ids of any kind, as {@link #userIds}. */
    public <T> List<T> ids(String name, int min, int max, Function<String, T> id) {
        if (!(json.getValue(name) instanceof JsonArray array)) {
            reject(name, has(name) ? "must be an array of ids" : "is required");
            return List.of();
        }
        if (array.size() < min || array.size() > max) {
            reject(name, "must have " + min + " to " + max + " ids");
            return List.of();
        }
        var distinct = new LinkedHashSet<String>();
        for (int i = 0; i < array.size(); i++) {
            if (array.getValue(i) instanceof String value && Id.isWellFormed(value)) {
                distinct.add(value);
            } else {
                reject(name + "[" + i + "]", "must be an id");
            }
        }
        return distinct.stream().map(id).toList();
    }

    public long integer(String name, long min, long max) {
        var value = json.getValue(name);
        // A Double would be 1.5 or 1e300, a BigInteger 20 digits and more: neither is in any range we ask for.
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= min && number <= max) {
                return number;
            }
        }
        reject(name, value == null ? "is required" : "must be an integer from " + min + " to " + max);
        return min;
    }

    public @Nullable Long optionalInteger(String name, long min, long max) {
        return has(name) ? Long.valueOf(integer(name, min, max)) : null;
    }

    public int integerOr(String name, int min, int max, int otherwise) {
        return has(name) ? (int) integer(name, min, max) : otherwise;
    }

    public boolean bool(String name) {
        if (json.getValue(name) instanceof Boolean value) {
            return value;
        }
        reject(name, has(name) ? "must be true or false" : "is required");
        return false;
    }

    /** One of the keys of {@code values}, which is not empty. */
    public <E> E choice(String name, Map<String, E> values) {
        var value = json.getValue(name);
        var chosen = value instanceof String key ? values.get(key) : null;
        if (chosen != null) {
            return chosen;
        }
        reject(name, value == null ? "is required" : "must be one of " + String.join(", ", values.keySet()));
        return values.values().iterator().next();
    }

    public <E> @Nullable E optionalChoice(String name, Map<String, E> values) {
        return has(name) ? choice(name, values) : null;
    }

    /** A message's content: text of 1 to 8,000 characters, at most 100 mentions. */
    public Content content(String name) {
        var inner = object(name);
        var text = inner.string("text", value -> Texts.prose(value, 1, Integer.MAX_VALUE), "");
        if (text.codePointCount(0, text.length()) > MAX_TEXT) {
            inner.errors.addTooLarge(inner.prefix + "text", "must have at most " + MAX_TEXT + " characters");
        }
        return new Content(text, inner.optionalUserIds("mentions", MAX_MENTIONS));
    }

    /** One emoji, which may be a sequence (skin tone, family, flag). */
    public String emoji(String name) {
        return string(name, value -> Emoji.isOne(value) ? null : "must be one emoji", "");
    }

    /** Room ids with the last seq held of each, 0 for none. */
    public Map<RoomId, Long> seqs(String name, int max) {
        if (!(json.getValue(name) instanceof JsonObject object)) {
            reject(name, has(name) ? "must be an object of room ids and seqs" : "is required");
            return Map.of();
        }
        if (object.size() > max) {
            reject(name, "must have at most " + max + " rooms");
            return Map.of();
        }
        var inner = new Fields(object, prefix + name + ".", errors);
        var seqs = new LinkedHashMap<RoomId, Long>();
        for (var roomId : object.fieldNames()) {
            if (Id.isWellFormed(roomId)) {
                seqs.put(new RoomId(roomId), inner.integer(roomId, 0, MAX_SAFE_INTEGER));
            } else {
                reject(name, "must have room ids as keys");
            }
        }
        return seqs;
    }

    /** A time of RFC 3339. */
    public @Nullable Instant optionalTime(String name) {
        if (!has(name)) {
            return null;
        }
        var time = json.getValue(name) instanceof String text ? Texts.time(text) : null;
        if (time == null) {
            reject(name, "must be a time as 2030-01-31T12:00:00Z");
        }
        return time;
    }

    /** A time of day, {@code 22:30}. */
    public LocalTime timeOfDay(String name) {
        var text = string(
                name, value -> TIME_OF_DAY.matcher(value).matches() ? null : "must be a time of day as 22:30", "00:00");
        return LocalTime.parse(text);
    }

    /** A name of the IANA time zone database, {@code Europe/Berlin}. */
    public ZoneId timeZone(String name) {
        var text = string(
                name,
                value -> ZoneId.getAvailableZoneIds().contains(value) ? null : "must be a time zone as Europe/Berlin",
                "UTC");
        return ZoneId.of(text);
    }

    /** The fields of a nested object; if it is missing or no object, that is the error. */
    public Fields object(String name) {
        if (json.getValue(name) instanceof JsonObject object) {
            return new Fields(object, prefix + name + ".", errors);
        }
        reject(name, has(name) ? "must be an object" : "is required");
        return new Fields(new JsonObject(), prefix + name + ".", new FieldErrors());
    }

    public @Nullable Fields optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    private String id(String name) {
        return string(name, value -> Id.isWellFormed(value) ? null : "must be an id", NOBODY);
    }

    /** @param problem what is wrong with the value, or null */
    private String string(String name, Function<String, @Nullable String> problem, String placeholder) {
        if (!(json.getValue(name) instanceof String value)) {
            reject(name, has(name) ? "must be a string" : "is required");
            return placeholder;
        }
        var message = problem.apply(value);
        if (message == null) {
            return value;
        }
        reject(name, message);
        return placeholder;
    }
}
