package dev.parley.notification.push;

import java.util.Locale;

/** What to do about one browser and one room. */
public sealed interface Decision {
    /** Nothing: what is shown, if anything, stays. */
    record Rest() implements Decision {}

    /** Forget that anything was shown: it is gone without being told, or cannot be taken back. */
    record Forget() implements Decision {}

    record Send(Payload payload, Urgency urgency) implements Decision {}

    /** RFC 8030 section 5.3: what a phone wakes up for. */
    enum Urgency {
        LOW,
        NORMAL,
        HIGH;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
