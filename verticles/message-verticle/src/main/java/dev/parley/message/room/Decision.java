package dev.parley.message.room;

import dev.parley.model.failure.Failure;
import dev.parley.model.rooms.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an intent.
 *
 * @param events to be stored, numbered; empty if refused, or if nothing has to change
 * @param failure why it is refused, or null
 * @param earlier what had been stored for it before
 * @param repeated true if it had been done before
 */
public record Decision(List<StoredEvent> events, @Nullable Failure failure, List<Event> earlier, boolean repeated) {
    public Decision {
        events = List.copyOf(events);
        earlier = List.copyOf(earlier);
    }

    static Decision refused(Failure failure) {
        return new Decision(List.of(), failure, List.of(), false);
    }

    static Decision of(List<StoredEvent> events) {
        return new Decision(events, null, List.of(), false);
    }

    /** The rest of an intent that was cut short. */
    Decision after(List<Event> stored) {
        return new Decision(events, failure, stored, repeated);
    }

    static Decision repeated(List<Event> earlier) {
        return new Decision(List.of(), null, earlier, true);
    }
}
