package dev.parley.message;

import static dev.parley.message.Await.await;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.ListEvents;
import dev.parley.model.rooms.RoomAddresses;
import java.util.ArrayList;
import java.util.List;

/** A log as a client reads it. */
final class RetentionPages {
    private RetentionPages() {}

    /** Everything after {@code held}, by pages of {@code limit}, none of which may be empty while there is more. */
    static List<Event> all(World world, PublicUser reader, RoomId room, long held, int limit) {
        var events = new ArrayList<Event>();
        boolean more = true;
        while (more) {
            long after = events.isEmpty() ? held : events.get(events.size() - 1).seq();
            var page = await(world.ask(RoomAddresses.EVENTS, new ListEvents(reader.id(), room, after, limit)));
            if (page.events().size() > limit || (page.hasMore() && page.events().isEmpty())) {
                throw new AssertionError("after " + after + ": " + page);
            }
            events.addAll(page.events());
            more = page.hasMore();
        }
        return events;
    }
}
