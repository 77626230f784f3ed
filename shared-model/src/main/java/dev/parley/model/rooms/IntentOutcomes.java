package dev.parley.model.rooms;

import java.util.List;

/** The outcomes of one batch for one gateway node. */
public record IntentOutcomes(List<IntentOutcome> outcomes) {
    public IntentOutcomes {
        outcomes = List.copyOf(outcomes);
    }
}
