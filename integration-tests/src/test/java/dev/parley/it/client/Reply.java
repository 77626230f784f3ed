package dev.parley.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reply to one operation, the same for every door.
 *
 * @param type {@code ack}, {@code ready}, {@code pong} or {@code error}; {@code reply} on the bridge, which has no types
 * @param data empty for an error
 * @param error {@code {code, message, retryable, retryAfterMs}}, of which the bridge carries only the code; else null
 */
public record Reply(String type, JsonObject data, @Nullable JsonObject error) {
    public boolean isOk() {
        return error == null;
    }

    /** The contract's code, or {@code OK}. */
    public String code() {
        return error == null ? "OK" : error.getString("code", "");
    }

    @CanIgnoreReturnValue
    public JsonObject ok() {
        assertThat(code()).as("reply %s", this).isEqualTo("OK");
        return data;
    }

    /** The error; fails if there is none. */
    public JsonObject failure() {
        return Objects.requireNonNull(error, () -> "was not refused: " + this);
    }

    public void refused(String code) {
        assertThat(code()).as("reply %s", this).isEqualTo(code);
    }

    public List<JsonObject> objects(String name) {
        return Answer.objects(ok(), name);
    }
}
