package dev.parley.model.live;

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

    private EventNames() {}
}
