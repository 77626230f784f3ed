package dev.parley.gateway.realtime;

import dev.parley.gateway.live.ServerFrame;
import org.jspecify.annotations.Nullable;

/** How a door words the one protocol. One per connection. */
public interface Dialect {
    /** Takes one text from the client and tells the connection what is wanted; never throws. */
    void receive(Connection connection, String text);

    /** @return the event as this client gets it, or null if it has not asked for events yet */
    @Nullable ServerFrame event(ServerFrame event);

    /** @return what tells a client that cannot see close codes why it is closed: an error that answers no request */
    ServerFrame closing(CloseCode code, String reason);
}
