package dev.parley.model.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found, the newest first. A page may hold fewer hits than its limit while more follow: what was deleted, or
 * left behind with a room, since it was indexed is taken out.
 *
 * @param nextCursor null if {@code hasMore} is false
 */
public record SearchPage(
        List<SearchHit> hits,
        boolean hasMore,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {
    public SearchPage {
        hits = List.copyOf(hits);
    }
}
