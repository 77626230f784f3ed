package dev.parley.contacts;

import dev.parley.model.id.UserId;

/** Two different users in a fixed order, whichever of them is looked from. */
record Pair(UserId low, UserId high) {
    Pair {
        if (low.value().compareTo(high.value()) >= 0) {
            throw new IllegalArgumentException("not in order");
        }
    }

    static Pair of(UserId one, UserId other) {
        return one.value().compareTo(other.value()) < 0 ? new Pair(one, other) : new Pair(other, one);
    }
}
