package dev.parley.gateway;

import static dev.parley.gateway.Samples.BOB;
import static dev.parley.gateway.Samples.ROOM_ID;
import static dev.parley.gateway.TestGateway.ADA;
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
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.Notification;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationPage;
import dev.parley.model.presence.GetPresence;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.PresenceStatus;
import dev.parley.model.presence.Presences;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Contacts, blocks, presence, notifications: what is asked, and that the answer is as documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactCallsTest {
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
                .isEqualTo(new MarkRead(ADA.id(), List.of(new NotificationId("n1")), false));
        documented.done("markNotificationsRead", "PUT", "/notifications/read", "{\"all\":true}");
        assertThat(verticles.lastAsked(MarkRead.class)).isEqualTo(new MarkRead(ADA.id(), List.of(), true));
        for (var body :
                List.of("{}", "{\"all\":false}", "{\"ids\":[]}", "{\"ids\":[\"a\"],\"all\":true}", "{\"all\":1}")) {
            documented.call("markNotificationsRead", 400, "PUT", "/notifications/read", body);
        }
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
