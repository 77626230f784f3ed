package dev.parley.model.notification;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Done;
import java.time.Duration;

/** Where notification-verticle is reached. */
public final class NotificationAddresses {
    public static final Address<ListNotifications, NotificationPage> LIST =
            Address.address("parley.notification.list", ListNotifications.class, NotificationPage.class);
    public static final Address<MarkRead, Done> MARK_READ =
            Address.address("parley.notification.mark-read", MarkRead.class, Done.class);

    public static final Address<ForgetUser, Done> FORGET =
            Address.address("parley.notification.forget", ForgetUser.class, Done.class);

    public static final Address<GetSettings, NotificationSettings> SETTINGS =
            Address.address("parley.notification.settings", GetSettings.class, NotificationSettings.class);
    public static final Address<SaveSettings, NotificationSettings> SAVE_SETTINGS =
            Address.address("parley.notification.save-settings", SaveSettings.class, NotificationSettings.class);

    public static final Address<GetPushKey, PushKey> PUSH_KEY =
            Address.address("parley.notification.push-key", GetPushKey.class, PushKey.class);
    /** A look-up of a name may be slow: longer than other requests. */
    public static final Address<Subscribe, Subscribed> SUBSCRIBE = Address.address(
                    "parley.notification.subscribe", Subscribe.class, Subscribed.class)
            .within(Duration.ofSeconds(4));

    public static final Address<Unsubscribe, Done> UNSUBSCRIBE =
            Address.address("parley.notification.unsubscribe", Unsubscribe.class, Done.class);

    public static final Address<GetWebhook, Webhook> WEBHOOK =
            Address.address("parley.notification.webhook", GetWebhook.class, Webhook.class);
    /** As {@link #SUBSCRIBE}. */
    public static final Address<SaveWebhook, SavedWebhook> SAVE_WEBHOOK = Address.address(
                    "parley.notification.save-webhook", SaveWebhook.class, SavedWebhook.class)
            .within(Duration.ofSeconds(4));

    public static final Address<RemoveWebhook, Done> REMOVE_WEBHOOK =
            Address.address("parley.notification.remove-webhook", RemoveWebhook.class, Done.class);

    public static final Address<GetMailOffer, MailOffer> MAIL_OFFER =
            Address.address("parley.notification.mail-offer", GetMailOffer.class, MailOffer.class);

    public static final Address<CheckMailLink, Done> CHECK_MAIL_LINK =
            Address.address("parley.notification.check-mail-link", CheckMailLink.class, Done.class);

    public static final Address<StopMail, Done> STOP_MAIL =
            Address.address("parley.notification.stop-mail", StopMail.class, Done.class);

    private NotificationAddresses() {}
}
