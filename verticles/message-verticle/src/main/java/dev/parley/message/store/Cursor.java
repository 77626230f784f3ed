package dev.parley.message.store;

/**
 * How far a member has received and read. Only ever moves forwards.
 *
 * @param readMessages how many messages the room had up to and with {@code readSeq}
 */
public record Cursor(long deliveredSeq, long readSeq, long readMessages) {
    public static final Cursor NONE = new Cursor(0, 0, 0);

    public Cursor max(Cursor other) {
        return new Cursor(
                Math.max(deliveredSeq, other.deliveredSeq),
                Math.max(readSeq, other.readSeq),
                Math.max(readMessages, other.readMessages));
    }
}
