package dev.parley.model.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a user wants to be told of what happens while they are away. The in-app list is not concerned.
 *
 * @param push on their browsers that have subscribed
 * @param email by mail
 * @param previews whether it may quote what was written
 * @param quietHours when nothing but the list tells them, null: never
 */
public record NotificationSettings(
        boolean push,
        boolean email,
        boolean previews,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable QuietHours quietHours) {
    /** Of who has not said. */
    public static final NotificationSettings DEFAULT = new NotificationSettings(true, false, true, null);
}
