package dev.parley.embedded;

import org.jspecify.annotations.Nullable;

/** Parley's servers could not be started. The message is one line for the person at the terminal: what is wrong, and where to look. */
public final class EmbeddedStartException extends Exception {

    public EmbeddedStartException(String message) {
        this(message, null);
    }

    public EmbeddedStartException(String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
