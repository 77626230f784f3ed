package dev.parley.search;

import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagesRemoved;
import dev.parley.search.text.WordVector;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the rooms' events: what is written, edited and deleted. Doing it again changes nothing. */
final class Indexer {
    private final Index index;

    Indexer(Index index) {
        this.index = index;
    }

    /** @param events each room's in its order; they may have come before */
    Future<Void> handle(List<Event> events) {
        Map<MessageId, Entry> entries = new LinkedHashMap<>();
        Set<RoomId> gone = new LinkedHashSet<>();
        for (var event : events) {
            var entry = entry(event);
            if (entry != null) {
                entries.merge(entry.messageId(), entry, Entry::and);
            } else if (event.data() instanceof EventData.RoomDeleted) {
                gone.add(event.roomId());
            }
        }
        // A room's end is its last event: nothing of it is put afterwards.
        var done = index.put(new ArrayList<>(entries.values()));
        for (var room : gone) {
            done = done.compose(before -> index.deleteRoom(room));
        }
        return done;
    }

    /** They are gone from the log for good. */
    Future<Void> remove(List<MessagesRemoved> removed) {
        return index.delete(removed.stream()
                .flatMap(one -> one.messages().stream())
                .map(MessagesRemoved.Removed::messageId)
                .distinct()
                .toList());
    }

    private static @Nullable Entry entry(Event event) {
        if (event.data() instanceof Message message) {
            return new Entry(message.id(), event.roomId(), message.createdAt(), event.seq(), words(message.content()));
        } else if (event.data() instanceof EventData.MessageEdited edited) {
            return new Entry(edited.messageId(), event.roomId(), event.at(), event.seq(), words(edited.content()));
        } else if (event.data() instanceof EventData.MessageDeleted deleted) {
            return new Entry(deleted.messageId(), event.roomId(), event.at(), event.seq(), WordVector.EMPTY);
        }
        return null;
    }

    /** Of a text that was taken out of the log since there is none: its deletion follows. */
    static WordVector words(@Nullable Content content) {
        return content == null ? WordVector.EMPTY : WordVector.of(content.text());
    }
}
