package dev.parley.notification.mail;

import java.time.Instant;

/** Decides whether a user is mailed now, and about what. Pure. */
final class MailRules {
    private MailRules() {}

    /**
     * All mentions go with the first that is due, all else with the first of that. What is due in quiet hours is so when they
     * are over.
     */
    static MailDecision decide(MailState state, Schedule schedule, Instant now) {
        var settings = state.settings();
        if (!settings.email() || state.unread().isEmpty()) {
            return new MailDecision.Forget();
        }
        var mentions = firstDue(state, schedule, true);
        var others = firstDue(state, schedule, false);
        boolean withMentions = !mentions.isAfter(now);
        boolean withOthers = !others.isAfter(now);
        if (!withMentions && !withOthers) {
            return new MailDecision.Wait(mentions.isBefore(others) ? mentions : others);
        }
        var quiet = settings.quietHours();
        if (quiet != null && quiet.contains(now)) {
            return new MailDecision.Wait(quiet.endAfter(now));
        }
        return new MailDecision.Send(state.unread().stream()
                .filter(entry -> entry.mention() ? withMentions : withOthers)
                .toList());
    }

    /** {@link Instant#MAX} if there is none of that kind. */
    private static Instant firstDue(MailState state, Schedule schedule, boolean mentions) {
        return state.unread().stream()
                .filter(entry -> entry.mention() == mentions)
                .map(entry -> schedule.due(mentions, entry.createdAt(), state.settings()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
