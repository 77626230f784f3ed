package dev.parley.model.rooms;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.util.List;

/**
 * May {@code actor} do this? Asked before an intent is published, so that a refusal is known at once; the consumer
 * decides again, in order.
 *
 * @param userIds the people that CreateRoom or AddMembers names, to be checked for existence and blocks; else empty
 */
public record AuthorizeCommand(RoomId roomId, PublicUser actor, RoomCommand command, List<UserId> userIds) {
    public AuthorizeCommand {
        userIds = List.copyOf(userIds);
    }
}
