package dev.parley.model.failure;

/** Every code of the public contract, with the HTTP status it becomes and whether trying again makes sense. */
public enum FailureCode {
    INVALID_REQUEST(400, false, "The request is not valid"),
    UNAUTHENTICATED(401, false, "Authentication is needed"),
    TOKEN_EXPIRED(401, false, "The access token has expired: refresh it"),
    FORBIDDEN(403, false, "Not allowed"),
    NOT_FOUND(404, false, "Not found"),
    CONFLICT(409, false, "Conflict"),
    PAYLOAD_TOO_LARGE(413, false, "Too large"),
    UNSUPPORTED_MEDIA_TYPE(415, false, "The body must be application/json"),
    RATE_LIMITED(429, true, "Too many requests"),
    INTERNAL(500, false, "Internal error"),
    UNAVAILABLE(503, true, "Temporarily unavailable: try again");

    private final int httpStatus;
    private final boolean retryable;
    private final String title;

    FailureCode(int httpStatus, boolean retryable, String title) {
        this.httpStatus = httpStatus;
        this.retryable = retryable;
        this.title = title;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** True if the same request, sent again later, may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** A short text for people, the same for every failure of this code. */
    public String title() {
        return title;
    }
}
