package dev.parley.message.store;

import dev.parley.model.id.RoomId;

/** Collections, and the fields that more than one class names. */
final class Names {
    /** The log: {@code _id = "<roomId>:<seq>"}, unique {@code key}. */
    static final String EVENTS = "events";

    /** How far each log goes, {@code _id = roomId}. */
    static final String HEADS = "heads";

    /** What each room is and who is in it, {@code _id = roomId}. */
    static final String ROOMS = "rooms";

    /** Which rooms each user is or was in, {@code _id = userId}. */
    static final String USER_ROOMS = "user_rooms";

    /** How far each member has received and read, and who muted, {@code _id = roomId}. */
    static final String CURSORS = "cursors";

    /** Which seqs are left of the part of a log that was cut off, {@code _id = "<roomId>:<block>"}. */
    static final String KEPT = "kept";

    /** What operators did with dead letters, {@code _id} = the entry's number. */
    static final String DEAD_LETTER_ACTIONS = "dead_letter_actions";

    static final String ID = "_id";
    static final String KEY = "key";

    private Names() {}

    static String eventId(RoomId roomId, long seq) {
        return roomId + ":" + seq;
    }
}
