package dev.parley.model.failure;

/** Carries a {@link Failure} through a failed Future. Has no stack trace: it is an answer, not a bug. */
public final class FailureException extends RuntimeException {
    private final Failure failure;

    public FailureException(Failure failure) {
        super(failure.code() + ": " + failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** The failure inside {@code cause}; anything that is not one of ours is a bug and becomes INTERNAL. */
    public static Failure failureOf(Throwable cause) {
        return cause instanceof FailureException known
                ? known.failure()
                : Failure.of(FailureCode.INTERNAL, FailureCode.INTERNAL.title());
    }
}
