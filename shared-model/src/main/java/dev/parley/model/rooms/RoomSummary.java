package dev.parley.model.rooms;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room in its member's list: the {@link Room}'s fields and what is the member's own.
 *
 * @param partner the other one of a direct room, null in a group
 * @param lastMessage the newest message, null before the first and once it is gone
 * @param readSeq up to where this member has read
 * @param unreadCount messages of others after readSeq, those that are gone not counted
 */
public record RoomSummary(
        RoomId id,
        RoomType type,
        @Nullable String name,
        @Nullable String topic,
        Instant createdAt,
        UserId createdBy,
        int memberCount,
        long lastSeq,
        @Nullable PublicUser partner,
        @Nullable Message lastMessage,
        long readSeq,
        long unreadCount,
        boolean muted,
        @Nullable Integer retentionDays,
        long firstSeq) {

    public static RoomSummary of(
            Room room,
            @Nullable PublicUser partner,
            @Nullable Message lastMessage,
            long readSeq,
            long unreadCount,
            boolean muted) {
        return new RoomSummary(
                room.id(),
                room.type(),
                room.name(),
                room.topic(),
                room.createdAt(),
                room.createdBy(),
                room.memberCount(),
                room.lastSeq(),
                partner,
                lastMessage,
                readSeq,
                unreadCount,
                muted,
                room.retentionDays(),
                room.firstSeq());
    }
}
