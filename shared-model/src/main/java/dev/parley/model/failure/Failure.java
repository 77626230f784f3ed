package dev.parley.model.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expected refusal.
 *
 * @param code the contract's code
 * @param message for a person: what is wrong and what to do next; no internals
 * @param errors the bad fields of an INVALID_REQUEST, else empty
 * @param retryAfterMs when to come back, milliseconds, or null if unknown
 */
public record Failure(
        FailureCode code,
        String message,
        List<FieldError> errors,
        @Nullable Long retryAfterMs) {
    public Failure {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, List.of(), null);
    }

    public static Failure invalid(List<FieldError> errors) {
        return new Failure(FailureCode.INVALID_REQUEST, "Some fields are not valid", errors, null);
    }

    public static Failure invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static Failure unauthenticated() {
        return of(FailureCode.UNAUTHENTICATED, "Authentication is needed");
    }

    public static Failure forbidden(String message) {
        return of(FailureCode.FORBIDDEN, message);
    }

    public static Failure notFound(String what) {
        return of(FailureCode.NOT_FOUND, "No such " + what);
    }

    public static Failure conflict(String message) {
        return of(FailureCode.CONFLICT, message);
    }

    public static Failure unavailable(String what) {
        return of(FailureCode.UNAVAILABLE, what + " is temporarily unavailable: try again");
    }

    public static Failure rateLimited(long retryAfterMs) {
        return new Failure(FailureCode.RATE_LIMITED, "Too many requests: slow down", List.of(), retryAfterMs);
    }

    /** This failure as something to throw or to fail a future with. */
    public FailureException asException() {
        return new FailureException(this);
    }
}
