package dev.parley.postgres;

/** A row that would be there twice. Carries no values: they may be private. */
public final class UniqueViolation extends RuntimeException {
    private final String constraint;

    UniqueViolation(String constraint) {
        super("unique constraint " + constraint, null, false, false);
        this.constraint = constraint;
    }

    /** The name of the constraint or unique index, as the migration gave it. */
    public String constraint() {
        return constraint;
    }
}
