package dev.parley.model.notification;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Done;

/** Where notification-verticle is reached. */
public final class NotificationAddresses {
    public static final Address<ListNotifications, NotificationPage> LIST =
            Address.address("parley.notification.list", ListNotifications.class, NotificationPage.class);
    public static final Address<MarkRead, Done> MARK_READ =
            Address.address("parley.notification.mark-read", MarkRead.class, Done.class);

    public static final Address<ForgetUser, Done> FORGET =
            Address.address("parley.notification.forget", ForgetUser.class, Done.class);

    private NotificationAddresses() {}
}
