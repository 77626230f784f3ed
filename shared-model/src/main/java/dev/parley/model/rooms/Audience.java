package dev.parley.model.rooms;

import dev.parley.model.id.UserId;
import java.util.List;
import java.util.Set;

/** A room with its members, and which of them have muted it now. */
public record Audience(Room room, List<UserId> members, Set<UserId> muted) {
    public Audience {
        members = List.copyOf(members);
        muted = Set.copyOf(muted);
    }
}
