package dev.parley.gateway.request;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FieldError;
import java.util.ArrayList;
import java.util.List;

/** The bad fields found so far. */
final class FieldErrors {
    /** A request of 200 bad ids is answered with this many; nobody reads more. */
    private static final int MAX_LISTED = 20;

    private final List<FieldError> errors = new ArrayList<>();
    private boolean onlySize = true;

    void add(String field, String message) {
        onlySize = false;
        list(field, message);
    }

    void addTooLarge(String field, String message) {
        list(field, message);
    }

    void check() {
        if (errors.isEmpty()) {
            return;
        }
        var failure = Failure.invalid(errors);
        throw (onlySize
                        ? new Failure(
                                FailureCode.PAYLOAD_TOO_LARGE, FailureCode.PAYLOAD_TOO_LARGE.title(), errors, null)
                        : failure)
                .asException();
    }

    private void list(String field, String message) {
        if (errors.size() < MAX_LISTED) {
            errors.add(new FieldError(field, message));
        }
    }
}
