package dev.parley.message.store;

/** A key or a place in a log is taken: another owner was there, or an intent came twice. Look again and decide anew. */
public final class DuplicateEventException extends RuntimeException {
    public DuplicateEventException(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
