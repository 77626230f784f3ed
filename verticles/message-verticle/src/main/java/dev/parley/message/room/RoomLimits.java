package dev.parley.message.room;

/**
 * @param groupMembers most members of a group, 2 to 10,000
 */
public record RoomLimits(int groupMembers) {
    /** Different emoji under one message; the people under each are bounded by the room. */
    public static final int EMOJI_PER_MESSAGE = 50;

    /** Edits of one message: a deletion has to find and empty each. */
    public static final int EDITS_PER_MESSAGE = 500;

    public static final int TEXT = 8_000;
    public static final int NAME = 80;

    /** What the contract leaves open. */
    public static final int TOPIC = 500;

    public static final int EMOJI_LENGTH = 64;

    public RoomLimits {
        if (groupMembers < 2 || groupMembers > 10_000) {
            throw new IllegalArgumentException("message.groupMembers: " + groupMembers + " is outside 2–10000");
        }
    }
}
