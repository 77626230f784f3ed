package dev.parley.message.room;

import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Numbers the events that one intent becomes, leaving out those that are stored already. */
final class Drafts {
    private final Intent intent;
    private final Found found;
    private final Instant now;
    private final List<StoredEvent> events = new ArrayList<>();
    private long seq;
    private long messages;

    Drafts(Intent intent, RoomState state, Found found, Instant now) {
        this.intent = intent;
        this.found = found;
        this.now = now;
        this.seq = state.head().lastSeq();
        this.messages = state.head().messages();
    }

    Instant now() {
        return now;
    }

    UserId actor() {
        return intent.actor().id();
    }

    /** The seq that the next event gets. */
    long nextSeq() {
        return seq + 1;
    }

    void add(String what, EventType type, EventData data) {
        addKeyed(EventKeys.key(intent, what), type, data);
    }

    void addKeyed(String key, EventType type, EventData data) {
        if (!found.isStored(key)) {
            seq++;
            messages += type == EventType.MESSAGE_CREATED ? 1 : 0;
            events.add(new StoredEvent(key, new Event(intent.roomId(), seq, type, now, actor(), data), messages));
        }
    }

    Decision decided() {
        return Decision.of(events);
    }
}
