package dev.parley.notification.mail;

import java.time.Instant;
import java.util.List;

/** What to do about one user's mail. */
sealed interface MailDecision {
    /** What there is is never mailed: it was read, or no mail is wanted. */
    record Forget() implements MailDecision {}

    record Wait(Instant until) implements MailDecision {}

    /** @param entries the newest first, at least one; what is not among them waits */
    record Send(List<Entry> entries) implements MailDecision {
        public Send {
            entries = List.copyOf(entries);
        }
    }
}
