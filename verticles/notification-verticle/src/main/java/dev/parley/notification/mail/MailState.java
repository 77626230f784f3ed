package dev.parley.notification.mail;

import dev.parley.model.notification.NotificationSettings;
import java.util.List;

/**
 * What is to be known to mail one user, as it is now.
 *
 * @param unread that was not mailed, the newest first
 */
record MailState(List<Entry> unread, NotificationSettings settings) {
    MailState {
        unread = List.copyOf(unread);
    }
}
