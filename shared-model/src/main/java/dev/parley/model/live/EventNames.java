package dev.parley.model.live;

import java.util.Set;

/** Names of the server events that are not in a room's log (those are {@code EventType}). */
public final class EventNames {
    public static final String RECEIPT = "receipt";
    public static final String TYPING = "typing";
    public static final String PRESENCE = "presence";
    public static final String CONTACT = "contact";
    public static final String MESSAGE_FAILED = "message.failed";
    public static final String NOTIFICATION = "notification";
    public static final String TOKEN_EXPIRING = "token.expiring";
    public static final String GOAWAY = "goaway";

    /** Those that come to a gateway by {@link LiveDelivery}; the others it makes itself. */
    public static final Set<String> DELIVERED =
            Set.of(RECEIPT, TYPING, PRESENCE, CONTACT, MESSAGE_FAILED, NOTIFICATION);

    private EventNames() {}
}
