package dev.parley.message.room;

import dev.parley.model.rooms.EventType;
import java.util.EnumSet;
import java.util.Set;

/**
 * From where and how far a room's log goes. Every field only grows, so that writing an older one over a newer changes nothing.
 *
 * @param lastMessageSeq 0 before the first message
 * @param messages how many messages there are, and were
 * @param stateSeq the newest event about the room itself or who is in it: a {@link RoomRecord} with an older one is stale
 * @param activityAt when somebody last wrote, came or went; epoch milliseconds
 * @param start written by whoever cuts the log, never by whoever appends to it
 */
public record Head(long lastSeq, long lastMessageSeq, long messages, long stateSeq, long activityAt, LogStart start) {
    public static final Head EMPTY = new Head(0, 0, 0, 0, 0, LogStart.WHOLE);

    /** An old message edited or reacted to does not bring its room to the top of the list. */
    private static final Set<EventType> QUIET =
            EnumSet.of(EventType.MESSAGE_EDITED, EventType.MESSAGE_DELETED, EventType.REACTION_UPDATED);

    /** With a part cut off. */
    public Head from(LogStart newStart) {
        return new Head(lastSeq, lastMessageSeq, messages, stateSeq, activityAt, newStart);
    }

    public Head after(StoredEvent stored) {
        var event = stored.event();
        boolean aboutMessage = event.type() == EventType.MESSAGE_CREATED || QUIET.contains(event.type());
        return new Head(
                Math.max(lastSeq, event.seq()),
                event.type() == EventType.MESSAGE_CREATED ? Math.max(lastMessageSeq, event.seq()) : lastMessageSeq,
                Math.max(messages, stored.messages()),
                aboutMessage ? stateSeq : Math.max(stateSeq, event.seq()),
                QUIET.contains(event.type())
                        ? activityAt
                        : Math.max(activityAt, event.at().toEpochMilli()),
                start);
    }
}
