package dev.parley.gateway.live;

import dev.parley.model.id.DeviceId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/** One authenticated socket of a user's, whatever door it came through. */
public interface LiveSocket {
    DeviceId deviceId();

    UserId userId();

    /** The room that is open in front of the user on this socket, or null. */
    @Nullable RoomId looking();

    /** Forgets {@code roomId} if that is where this socket looks: its user is no longer in it. */
    void lookAwayFrom(RoomId roomId);

    /** Sends a server event. @return false if the socket does not want it, or is too slow to take it */
    boolean deliver(ServerFrame event);
}
