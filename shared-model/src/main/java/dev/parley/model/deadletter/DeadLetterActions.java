package dev.parley.model.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextBefore the {@link ListDeadLetterActions#before} of the next page, null on the last one */
public record DeadLetterActions(
        List<DeadLetterAction> actions,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long nextBefore) {
    public DeadLetterActions {
        actions = List.copyOf(actions);
    }
}
