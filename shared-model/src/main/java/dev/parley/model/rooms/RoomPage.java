package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
public record RoomPage(
        List<RoomSummary> rooms,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {
    public RoomPage {
        rooms = List.copyOf(rooms);
    }
}
