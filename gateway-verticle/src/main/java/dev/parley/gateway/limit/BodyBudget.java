package dev.parley.gateway.limit;

/** The bytes of bodies that may be held at once. Owned by the context that made it. */
public final class BodyBudget {
    private final Refusals refusals;
    private long left;

    public BodyBudget(long bytes, Refusals refusals) {
        this.left = bytes;
        this.refusals = refusals;
    }

    /** @return false, and counted, if there is not so much left */
    boolean take(int bytes) {
        if (bytes > left) {
            refusals.count(Limit.BODIES_IN_FLIGHT);
            return false;
        }
        left -= bytes;
        return true;
    }

    void giveBack(int bytes) {
        left += bytes;
    }

    Refusals refusals() {
        return refusals;
    }
}
