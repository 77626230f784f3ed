package dev.parley.model.rooms;

import dev.parley.model.failure.Failure;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an intent.
 *
 * @param failure why nothing was stored, or null
 * @param events what was stored for it, now or (a duplicate) the first time; empty if nothing had to change
 * @param room the room as it is after it, null if there is none
 * @param repeated true if this had been done before: nothing new was stored
 */
public record IntentOutcome(
        IntentId intentId,
        RoomId roomId,
        @Nullable Failure failure,
        List<Event> events,
        @Nullable Room room,
        boolean repeated) {
    public IntentOutcome {
        events = events == null ? List.of() : List.copyOf(events);
    }
}
