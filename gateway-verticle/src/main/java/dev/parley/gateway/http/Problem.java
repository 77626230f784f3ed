package dev.parley.gateway.http;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FieldError;
import java.util.List;
import java.util.Locale;

/**
 * The body of every error answer: RFC 9457, {@code application/problem+json}.
 *
 * @param type names the code as a URI
 * @param title the code's short text, the same each time
 * @param status the HTTP status it came with
 * @param code the contract's code
 * @param detail what is wrong this time and what to do next
 * @param errors the bad fields of an INVALID_REQUEST, else empty
 * @param requestId what to quote when asking for help
 */
public record Problem(
        String type,
        String title,
        int status,
        FailureCode code,
        String detail,
        List<FieldError> errors,
        String requestId) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** @param status as the code says, or (405, 414, 431…) more exactly */
    public static Problem of(Failure failure, int status, String requestId) {
        var code = failure.code();
        return new Problem(typeOf(code), code.title(), status, code, failure.message(), failure.errors(), requestId);
    }

    static String typeOf(FailureCode code) {
        return "urn:parley:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
