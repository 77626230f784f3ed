package dev.parley.model.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param total how many there are in all
 * @param nextCursor null on the last page
 */
public record DeadLetterPage(
        List<DeadLetterSummary> deadLetters,
        long total,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {
    public DeadLetterPage {
        deadLetters = List.copyOf(deadLetters);
    }
}
