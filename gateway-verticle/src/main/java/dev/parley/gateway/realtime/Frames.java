package dev.parley.gateway.realtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.bus.Done;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FieldError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of the frames that the gateway itself makes. */
public final class Frames {
    private Frames() {}

    /** {@code {"type","data"}}. */
    public static ServerFrame event(String type, Object data) {
        return new ServerFrame(Json.encode(new EventFrame(type, data)));
    }

    /** {@code {"type","id","data"}}; without id if the request had none. */
    static ServerFrame done(String type, @Nullable Object id, Object data) {
        return new ServerFrame(Json.encode(new DoneFrame(type, id, data(data))));
    }

    /** {@code {"type":"error","id","error"}}; id is null if the request had none, or if no request is answered. */
    static ServerFrame failed(@Nullable Object id, ErrorBody error) {
        return new ServerFrame(Json.encode(new ErrorFrame("error", id, error)));
    }

    /** What stands in an answer's {@code data}: an object, an empty one where there is nothing to say. */
    public static Object data(Object result) {
        return result instanceof Done ? Map.of() : result;
    }

    private record EventFrame(String type, Object data) {}

    private record DoneFrame(String type, @Nullable Object id, Object data) {}

    private record ErrorFrame(
            String type,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object id,

            ErrorBody error) {}

    /**
     * As the contract's errors.
     *
     * @param errors the bad fields of an INVALID_REQUEST
     * @param closeCode why the socket is closed after this, for clients that are not shown the code; else null
     */
    public record ErrorBody(
            FailureCode code,
            String message,
            boolean retryable,
            @Nullable Long retryAfterMs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
            @Nullable Short closeCode) {
        public static ErrorBody of(Failure failure) {
            return new ErrorBody(
                    failure.code(),
                    failure.message(),
                    failure.code().retryable(),
                    failure.retryAfterMs(),
                    failure.errors(),
                    null);
        }

        public static ErrorBody closing(CloseCode code, String reason) {
            return new ErrorBody(code.failure(), reason, code.failure().retryable(), null, List.of(), code.code());
        }
    }
}
