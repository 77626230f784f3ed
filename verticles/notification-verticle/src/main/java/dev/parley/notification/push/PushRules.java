package dev.parley.notification.push;

import dev.parley.model.notification.Notification.Kind;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.push.Decision.Urgency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a browser is told of a room, and in which words. Pure. */
public final class PushRules {
    private PushRules() {}

    /** @param withdrawable whether the browser may be sent what shows nothing, see {@link #withdrawable} */
    public static Decision decide(RoomState state, boolean withdrawable, Instant now) {
        var newest = state.newest();
        if (newest == null) {
            return state.shown() && withdrawable
                    ? new Decision.Send(Payload.withdraw(state.roomId(), state.unreadInAll()), Urgency.LOW)
                    : new Decision.Forget();
        }
        var settings = state.settings();
        var quiet = settings.quietHours();
        if (!settings.push() || (quiet != null && quiet.contains(now))) {
            return new Decision.Rest();
        }
        return new Decision.Send(show(state, newest), urgency(newest));
    }

    /**
     * Safari takes a subscription away from who sends three messages that show nothing; others let some pass. There what was
     * read elsewhere stays until it is replaced or its page is opened.
     */
    static boolean withdrawable(Endpoint endpoint) {
        return !endpoint.host().endsWith(".push.apple.com");
    }

    private static Payload show(RoomState state, RoomState.Newest newest) {
        boolean several = state.unread() > 1;
        String title;
        String body;
        if (several) {
            title = newest.place() == null ? newest.title() : newest.place();
            body = state.unread() + " new messages";
        } else if (state.settings().previews() || newest.kind() == Kind.INVITATION) {
            title = newest.title();
            body = newest.body();
        } else {
            title = discreet(newest.sender(), newest.place(), newest.title());
            body = "";
        }
        return new Payload(
                Payload.SHOW,
                state.roomId(),
                newest.kind(),
                title,
                body,
                state.unread(),
                state.unreadInAll(),
                newest.eventId(),
                newest.createdAt());
    }

    private static String discreet(@Nullable String sender, @Nullable String place, String title) {
        if (sender == null || place == null) {
            return "New message from " + title;
        }
        return "New message from " + (sender.equals(place) ? sender : sender + " in " + place);
    }

    private static Urgency urgency(RoomState.Newest newest) {
        boolean toOneselfAlone = newest.sender() != null && newest.sender().equals(newest.place());
        return newest.kind() == Kind.MENTION || toOneselfAlone ? Urgency.HIGH : Urgency.NORMAL;
    }
}
