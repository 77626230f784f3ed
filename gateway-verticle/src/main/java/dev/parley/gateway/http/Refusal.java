package dev.parley.gateway.http;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import io.vertx.ext.web.handler.HttpException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failed request is answered with: the one place where causes and bare HTTP statuses become the contract's
 * failures.
 *
 * @param status the HTTP status, mostly the code's own
 */
public record Refusal(int status, Failure failure) {
    /** By which UNAVAILABLE says that it was another server (RFC 9110 sections 15.6.3 and 15.6.5). */
    private static final Set<Integer> OF_A_GATEWAY = Set.of(502, 504);

    /**
     * @param cause why the request failed, null if only a status is known
     * @param status an HTTP status that Vert.x Web chose; heeded when the cause is not a failure of ours
     */
    public static Refusal of(@Nullable Throwable cause, int status) {
        if (cause instanceof FailureException known) {
            boolean exact = known.failure().code() == FailureCode.UNAVAILABLE && OF_A_GATEWAY.contains(status);
            return exact ? new Refusal(status, known.failure()) : of(known.failure());
        }
        if (cause instanceof HttpException http) {
            return ofStatus(http.getStatusCode());
        }
        return cause == null || (status >= 400 && status < 500) ? ofStatus(status) : of(bug());
    }

    private static Refusal of(Failure failure) {
        return new Refusal(failure.code().httpStatus(), failure);
    }

    public static Refusal ofStatus(int status) {
        return switch (status) {
            case 400 -> refusal(status, FailureCode.INVALID_REQUEST, "The request could not be read");
            case 401 -> of(Failure.unauthenticated());
            case 403 -> of(Failure.forbidden(FailureCode.FORBIDDEN.title()));
            case 404 -> of(Failure.notFound("resource"));
            case 405 -> refusal(status, FailureCode.INVALID_REQUEST, "The method is not allowed here: see Allow");
            case 408 ->
                refusal(status, FailureCode.INVALID_REQUEST, "The request took too long to come: send it faster");
            case 413 -> refusal(status, FailureCode.PAYLOAD_TOO_LARGE, "The body is too large");
            case 414 -> refusal(status, FailureCode.PAYLOAD_TOO_LARGE, "The request line is too long");
            case 415 -> of(Failure.of(FailureCode.UNSUPPORTED_MEDIA_TYPE, FailureCode.UNSUPPORTED_MEDIA_TYPE.title()));
            case 431 -> refusal(status, FailureCode.PAYLOAD_TOO_LARGE, "The request's headers are too large");
            default ->
                status >= 400 && status < 500
                        ? refusal(status, FailureCode.INVALID_REQUEST, "The request cannot be served")
                        : of(bug());
        };
    }

    private static Refusal refusal(int status, FailureCode code, String message) {
        return new Refusal(status, Failure.of(code, message));
    }

    private static Failure bug() {
        return Failure.of(FailureCode.INTERNAL, FailureCode.INTERNAL.title());
    }
}
