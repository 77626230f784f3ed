package dev.parley.message.room;

/**
 * Where a room's log begins. Of what was before it, only events about the room and who is in it are left. Both only grow.
 *
 * @param seq 1 or more; beyond the log's end when nothing of it is left
 * @param messagesBefore how many messages there were before it
 */
public record LogStart(long seq, long messagesBefore) {
    public static final LogStart WHOLE = new LogStart(1, 0);
}
