package dev.parley.gateway;

import static dev.parley.gateway.Samples.BOB;
import static dev.parley.gateway.Samples.ROOM_ID;
import static dev.parley.gateway.TestGateway.ADA;
import static dev.parley.gateway.TestGateway.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.PublicUsers;
import dev.parley.model.bus.Done;
import dev.parley.model.contacts.AnswerContact;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.contacts.Contacts;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListContacts;
import dev.parley.model.contacts.RemoveContact;
import dev.parley.model.contacts.RequestContact;
import dev.parley.model.contacts.SetBlock;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MailOffer;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.Notification;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationPage;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.PushKey;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.notification.RemoveWebhook;
import dev.parley.model.notification.SaveSettings;
import dev.parley.model.notification.SaveWebhook;
import dev.parley.model.notification.SavedWebhook;
import dev.parley.model.notification.Subscribe;
import dev.parley.model.notification.Subscribed;
import dev.parley.model.notification.Unsubscribe;
import dev.parley.model.notification.Webhook;
import dev.parley.model.presence.GetPresence;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.PresenceStatus;
import dev.parley.model.presence.Presences;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Contacts, blocks, presence, notifications: what is asked, and that the answer is as documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactCallsTest {
    private static final String WEBHOOK = "https://bot.example.org/x";
    private static final Instant SINCE = Instant.parse("2030-01-31T12:00:00Z");

    private static final String BOBS_ID = BOB.id().value();

    private final TestGateway gateway = TestGateway.listening();
    private final FakeVerticles verticles = gateway.verticles;
    private final DocumentedCalls documented = new DocumentedCalls(gateway);

    @BeforeAll
    void answer() {
        verticles.answer(ContactsAddresses.LIST, ask -> new Contacts(List.of(Samples.CONTACT)));
        verticles.answer(ContactsAddresses.REQUEST, ask -> Samples.CONTACT);
        verticles.answer(ContactsAddresses.ANSWER, ask -> Samples.CONTACT);
        verticles.answer(ContactsAddresses.REMOVE, ask -> Done.DONE);
        verticles.answer(ContactsAddresses.SET_BLOCK, ask -> Done.DONE);
        verticles.answer(ContactsAddresses.LIST_BLOCKS, ask -> new PublicUsers(List.of(BOB)));
        verticles.answer(
                PresenceAddresses.GET,
                ask -> new Presences(ask.userIds().stream()
                        .map(id -> new Presence(id, PresenceStatus.ONLINE, Samples.AT))
                        .toList()));
        var notification = new Notification(
                NotificationId.next(), Notification.Kind.MENTION, ROOM_ID, "Bob", "Hello", Samples.AT, null);
        verticles.answer(NotificationAddresses.LIST, ask -> new NotificationPage(List.of(notification), null));
        verticles.answer(NotificationAddresses.MARK_READ, ask -> Done.DONE);
        verticles.answer(NotificationAddresses.SETTINGS, ask -> NotificationSettings.DEFAULT);
        verticles.answer(NotificationAddresses.SAVE_SETTINGS, ask -> ask.settings());
        verticles.answer(NotificationAddresses.PUSH_KEY, ask -> new PushKey("BCVx"));
        verticles.answer(NotificationAddresses.SUBSCRIBE, ask -> new Subscribed(new SubscriptionId("s1")));
        verticles.answer(NotificationAddresses.UNSUBSCRIBE, ask -> Done.DONE);
        verticles.answer(
                NotificationAddresses.WEBHOOK,
                ask -> new Webhook(WEBHOOK, SINCE, new Webhook.Failing(SINCE, "status 500")));
        verticles.answer(NotificationAddresses.SAVE_WEBHOOK, ask -> new SavedWebhook(ask.url(), "s3cret", SINCE));
        verticles.answer(NotificationAddresses.REMOVE_WEBHOOK, ask -> Done.DONE);
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void contacts() {
        documented.call("listContacts", 200, "GET", "/contacts", null);
        assertThat(verticles.lastAsked(ListContacts.class)).isEqualTo(new ListContacts(ADA.id(), null));
        documented.call("listContacts", 200, "GET", "/contacts?status=pending", null);
        assertThat(verticles.lastAsked(ListContacts.class)).isEqualTo(new ListContacts(ADA.id(), Status.PENDING));
        documented.call("requestContact", 201, "POST", "/contacts", "{\"userId\":\"" + BOBS_ID + "\"}");
        assertThat(verticles.lastAsked(RequestContact.class)).isEqualTo(new RequestContact(ADA.id(), BOB.id()));
        documented.call(
                "answerContact",
                200,
                "PATCH",
                "/contacts/" + BOBS_ID,
                "{\"status\":\"accepted\",\"userId\":\"other\"}");
        assertThat(verticles.lastAsked(AnswerContact.class))
                .as("the path says whom, not the body")
                .isEqualTo(new AnswerContact(ADA.id(), BOB.id(), Status.ACCEPTED));
        documented.call("answerContact", 400, "PATCH", "/contacts/" + BOBS_ID, "{\"status\":\"pending\"}");
        documented.done("removeContact", "DELETE", "/contacts/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(RemoveContact.class)).isEqualTo(new RemoveContact(ADA.id(), BOB.id()));
    }

    @Test
    void blocks() {
        documented.done("block", "PUT", "/blocks/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(SetBlock.class)).isEqualTo(new SetBlock(ADA.id(), BOB.id(), true));
        documented.done("unblock", "DELETE", "/blocks/" + BOBS_ID, null);
        assertThat(verticles.lastAsked(SetBlock.class)).isEqualTo(new SetBlock(ADA.id(), BOB.id(), false));
        documented.call("listBlocks", 200, "GET", "/blocks", null);
    }

    @Test
    void presence() {
        documented.call("getPresence", 200, "GET", "/presence?userIds=a,b%2Cc", null);
        assertThat(verticles.lastAsked(GetPresence.class))
                .isEqualTo(new GetPresence(ADA.id(), List.of(new UserId("a"), new UserId("b"), new UserId("c"))));
        documented.call("getPresence", 200, "GET", "/presence?userIds=", null);
        assertThat(verticles.lastAsked(GetPresence.class).userIds()).isEmpty();
        documented.call("getPresence", 400, "GET", "/presence", null);
        documented.call("getPresence", 400, "GET", "/presence?userIds=a,,b", null);
        var longest = ("a".repeat(64) + ",").repeat(199) + "b";
        documented.call("getPresence", 200, "GET", "/presence?userIds=" + longest, null);
        documented.call("getPresence", 400, "GET", "/presence?userIds=" + "a,".repeat(200) + "b", null);
    }

    @Test
    void notifications() {
        documented.call("listNotifications", 200, "GET", "/notifications?limit=10&cursor=abc", null);
        assertThat(verticles.lastAsked(ListNotifications.class)).isEqualTo(new ListNotifications(ADA.id(), "abc", 10));
        documented.done("markNotificationsRead", "PUT", "/notifications/read", "{\"ids\":[\"n1\"]}");
        assertThat(verticles.lastAsked(MarkRead.class))
                .isEqualTo(markRead(List.of(new NotificationId("n1")), false, null));
        documented.done("markNotificationsRead", "PUT", "/notifications/read", "{\"all\":true}");
        assertThat(verticles.lastAsked(MarkRead.class)).isEqualTo(markRead(List.of(), true, null));
        documented.done("markNotificationsRead", "PUT", "/notifications/read", "{\"roomId\":\"r1\"}");
        assertThat(verticles.lastAsked(MarkRead.class)).isEqualTo(markRead(List.of(), false, new RoomId("r1")));
        for (var body : List.of(
                "{}",
                "{\"all\":false}",
                "{\"ids\":[]}",
                "{\"ids\":[\"a\"],\"all\":true}",
                "{\"all\":1}",
                "{\"roomId\":\"r1\",\"all\":true}",
                "{\"roomId\":\"r1\",\"ids\":[\"a\"]}")) {
            documented.call("markNotificationsRead", 400, "PUT", "/notifications/read", body);
        }
    }

    @Test
    void notificationSettings() {
        for (boolean available : new boolean[] {true, false}) {
            verticles.answer(NotificationAddresses.MAIL_OFFER, ask -> new MailOffer(available));
            var read = documented.call("getNotificationSettings", 200, "GET", "/notifications/settings", null);
            assertThat(read.body()).contains("\"emailAvailable\":" + available);
        }
        verticles.refuse(NotificationAddresses.MAIL_OFFER, Failure.unavailable("The notification service"));
        assertThat(documented
                        .call("getNotificationSettings", 200, "GET", "/notifications/settings", null)
                        .body())
                .contains("\"emailAvailable\":false");
        var quiet = "\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:30\",\"timeZone\":\"Europe/Berlin\"}";
        var on = "{\"push\":true,\"email\":false,\"previews\":true";
        var saved = documented.call(
                "saveNotificationSettings", 200, "PUT", "/notifications/settings", on + "," + quiet + "}");
        assertThat(saved.body()).contains(quiet);
        assertThat(verticles.lastAsked(SaveSettings.class))
                .isEqualTo(new SaveSettings(
                        ADA.id(),
                        new NotificationSettings(
                                true,
                                false,
                                true,
                                new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 30), ZoneId.of("Europe/Berlin")))));
        saved = documented.call(
                "saveNotificationSettings", 200, "PUT", "/notifications/settings", on + ",\"quietHours\":null}");
        assertThat(saved.body()).contains("\"quietHours\":null");
        for (var body : List.of(
                "{}",
                "{\"push\":1,\"email\":false,\"previews\":true}",
                on + "," + quiet.replace("22:00", "24:00") + "}",
                on + "," + quiet.replace("22:00", "07:30") + "}",
                on + "," + quiet.replace("Europe/Berlin", "Mars/Olympus") + "}",
                on + "," + quiet.replace("Europe/Berlin", "+02:00") + "}",
                on + ",\"quietHours\":{}}",
                on + ",\"quietHours\":7}")) {
            documented.call("saveNotificationSettings", 400, "PUT", "/notifications/settings", body);
        }
    }

    @Test
    void pushSubscriptions() {
        documented.call("getPushKey", 200, "GET", "/notifications/push-key", null);
        var body = "{\"endpoint\":\"https://push.example.org/x\",\"expirationTime\":null,"
                + "\"keys\":{\"p256dh\":\"BCVx\",\"auth\":\"BTBZ\"}}";
        documented.call("subscribePush", 201, "POST", "/notifications/subscriptions", body);
        assertThat(verticles.lastAsked(Subscribe.class))
                .isEqualTo(new Subscribe(ADA.id(), SESSION, "https://push.example.org/x", "BCVx", "BTBZ"));
        for (var bad :
                List.of("{}", body.replace("BCVx", ""), body.replace("push.", "\\u0000"), "{\"endpoint\":\"x\"}")) {
            documented.call("subscribePush", 400, "POST", "/notifications/subscriptions", bad);
        }
        documented.done("unsubscribePush", "DELETE", "/notifications/subscriptions", null);
        assertThat(verticles.lastAsked(Unsubscribe.class)).isEqualTo(new Unsubscribe(ADA.id(), SESSION, null));
        documented.done("unsubscribePush", "DELETE", "/notifications/subscriptions", body);
        documented.done("unsubscribePushOf", "DELETE", "/notifications/subscriptions/s1", null);
        assertThat(verticles.lastAsked(Unsubscribe.class))
                .isEqualTo(new Unsubscribe(ADA.id(), SESSION, new SubscriptionId("s1")));
    }

    @Test
    void webhook() {
        assertThat(documented
                        .call("getWebhook", 200, "GET", "/notifications/webhook", null)
                        .body())
                .contains("status 500");
        var saved =
                documented.call("saveWebhook", 200, "PUT", "/notifications/webhook", "{\"url\":\"" + WEBHOOK + "\"}");
        assertThat(saved.body()).contains("s3cret");
        assertThat(verticles.lastAsked(SaveWebhook.class)).isEqualTo(new SaveWebhook(ADA.id(), WEBHOOK));
        for (var bad : List.of("{}", "{\"url\":7}", "{\"url\":\"\"}", "{\"url\":\"" + "x".repeat(2001) + "\"}", "[]")) {
            documented.call("saveWebhook", 400, "PUT", "/notifications/webhook", bad);
        }
        documented.done("removeWebhook", "DELETE", "/notifications/webhook", null);
        assertThat(verticles.lastAsked(RemoveWebhook.class)).isEqualTo(new RemoveWebhook(ADA.id()));
    }

    private static MarkRead markRead(List<NotificationId> ids, boolean all, @Nullable RoomId room) {
        return new MarkRead(ADA.id(), ids, all, room, SESSION);
    }

    @Test
    void badQueriesAreRefusedByName() {
        for (var query :
                List.of("limit=0", "limit=101", "limit=x", "limit=1.5", "limit=99999999999999999999", "limit=")) {
            assertThat(documented
                            .call("listNotifications", 400, "GET", "/notifications?" + query, null)
                            .body())
                    .contains("\"field\":\"limit\"");
        }
        assertThat(documented
                        .call("searchUsers", 400, "GET", "/users?query=a", null)
                        .body())
                .contains("\"field\":\"query\"");
        assertThat(documented
                        .call("searchUsers", 400, "GET", "/users?query=a%00b", null)
                        .body())
                .contains("\"field\":\"query\"");
        assertThat(documented
                        .call("listContacts", 400, "GET", "/contacts?status=no", null)
                        .body())
                .contains("\"field\":\"status\"");
    }

    @Test
    void anIdOfAPathThatIsNoneIsNotFound() {
        for (var id : List.of("a%2Fb", "a%20b", "a.b", "a".repeat(65), "%F0%9F%91%8D")) {
            documented.call("getUser", 404, "GET", "/users/" + id, null);
            documented.call("removeContact", 404, "DELETE", "/contacts/" + id, null);
            documented.call("endSession", 404, "DELETE", "/auth/sessions/" + id, null);
        }
    }
}
