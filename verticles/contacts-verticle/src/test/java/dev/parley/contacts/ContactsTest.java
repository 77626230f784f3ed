package dev.parley.contacts;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.contacts.AnswerContact;
import dev.parley.model.contacts.Contact;
import dev.parley.model.contacts.Contact.Direction;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListAcceptedContacts;
import dev.parley.model.contacts.ListBlocks;
import dev.parley.model.contacts.ListContacts;
import dev.parley.model.contacts.RemoveContact;
import dev.parley.model.contacts.RequestContact;
import dev.parley.model.contacts.SetBlock;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ContactsTest {
    private static final World WORLD = World.start();

    private final PublicUser ada = WORLD.user("ada");
    private final PublicUser bob = WORLD.user("bob");

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void requestIsSeenFromBothSides() {
        var asked = WORLD.ask(ContactsAddresses.REQUEST, new RequestContact(ada.id(), bob.id()));

        assertThat(asked).isEqualTo(new Contact(bob, Status.PENDING, Direction.OUTGOING, World.NOW, World.NOW));
        assertThat(list(ada, null)).containsExactly(asked);
        assertThat(list(bob, null))
                .containsExactly(new Contact(ada, Status.PENDING, Direction.INCOMING, World.NOW, World.NOW));
        assertThat(accepted(ada)).isEmpty();
    }

    @Test
    void acceptanceMakesBothContacts() {
        request(ada, bob);

        var answered = answer(bob, ada, Status.ACCEPTED);

        assertThat(answered.status()).isEqualTo(Status.ACCEPTED);
        assertThat(answered.user()).isEqualTo(ada);
        assertThat(list(ada, Status.ACCEPTED)).extracting(Contact::user).containsExactly(bob);
        assertThat(list(ada, Status.PENDING)).isEmpty();
        assertThat(accepted(ada)).containsExactly(bob.id());
        assertThat(accepted(bob)).containsExactly(ada.id());
    }

    @Test
    void rejectionIsSeenByWhoAskedWhoMayTakeItBackAndAskAgain() {
        request(ada, bob);
        answer(bob, ada, Status.REJECTED);

        assertThat(list(ada, null)).extracting(Contact::status).containsExactly(Status.REJECTED);
        assertThat(WORLD.refusal(ContactsAddresses.REQUEST, new RequestContact(ada.id(), bob.id())))
                .isEqualTo(FailureCode.CONFLICT);
        WORLD.ask(ContactsAddresses.REMOVE, new RemoveContact(ada.id(), bob.id()));
        request(ada, bob);
        assertThat(list(bob, null)).extracting(Contact::status).containsExactly(Status.PENDING);
    }

    @Test
    void askingTheOneWhoAskedAccepts() {
        request(ada, bob);

        var accepted = WORLD.ask(ContactsAddresses.REQUEST, new RequestContact(bob.id(), ada.id()));

        assertThat(accepted.status()).isEqualTo(Status.ACCEPTED);
        assertThat(accepted.direction()).isEqualTo(Direction.INCOMING);
    }

    @Test
    void requestsThatCrossBecomeOneAcceptedContact() {
        var pairs = IntStream.range(0, 20)
                .mapToObj(i -> List.of(WORLD.user("left" + i), WORLD.user("right" + i)))
                .toList();

        var crossing = pairs.stream()
                .flatMap(pair -> List.of(
                        WORLD.bus.request(
                                ContactsAddresses.REQUEST,
                                new RequestContact(pair.get(0).id(), pair.get(1).id())),
                        WORLD.bus.request(
                                ContactsAddresses.REQUEST,
                                new RequestContact(pair.get(1).id(), pair.get(0).id())))
                        .stream())
                .toList();
        await(Future.all(crossing));

        for (var pair : pairs) {
            assertThat(list(pair.get(0), null)).extracting(Contact::status).containsExactly(Status.ACCEPTED);
            assertThat(list(pair.get(1), null)).extracting(Contact::status).containsExactly(Status.ACCEPTED);
        }
    }

    @Test
    void refusals() {
        var gone = WORLD.user("gone");
        WORLD.change(PublicUser.deleted(gone.id()));

        assertThat(WORLD.refusal(ContactsAddresses.REQUEST, new RequestContact(ada.id(), ada.id())))
                .isEqualTo(FailureCode.INVALID_REQUEST);
        for (var nobody : List.of(UserId.next(), gone.id())) {
            assertThat(WORLD.refusal(ContactsAddresses.REQUEST, new RequestContact(ada.id(), nobody)))
                    .isEqualTo(FailureCode.NOT_FOUND);
        }
        assertThat(WORLD.refusal(ContactsAddresses.REMOVE, new RemoveContact(ada.id(), bob.id())))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(WORLD.refusal(ContactsAddresses.ANSWER, new AnswerContact(ada.id(), bob.id(), Status.ACCEPTED)))
                .isEqualTo(FailureCode.NOT_FOUND);
        request(ada, bob);
        assertThat(WORLD.refusal(ContactsAddresses.REQUEST, new RequestContact(ada.id(), bob.id())))
                .isEqualTo(FailureCode.CONFLICT);
        assertThat(WORLD.refusal(ContactsAddresses.ANSWER, new AnswerContact(ada.id(), bob.id(), Status.ACCEPTED)))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(WORLD.refusal(ContactsAddresses.ANSWER, new AnswerContact(bob.id(), ada.id(), Status.PENDING)))
                .isEqualTo(FailureCode.INVALID_REQUEST);
    }

    @Test
    void removalFromEitherSideEndsItForBoth() {
        request(ada, bob);
        answer(bob, ada, Status.ACCEPTED);

        WORLD.ask(ContactsAddresses.REMOVE, new RemoveContact(bob.id(), ada.id()));

        assertThat(list(ada, null)).isEmpty();
        assertThat(list(bob, null)).isEmpty();
    }

    @Test
    void everyDeviceOfBothHearsFromTheirOwnSide() {
        var gateway = FakeGateway.holding(WORLD, ada, bob);

        request(ada, bob);
        var outgoing = gateway.nextContactOf(ada.id());
        var incoming = gateway.nextContactOf(bob.id());
        answer(bob, ada, Status.REJECTED);
        var rejected = List.of(gateway.nextContactOf(bob.id()), gateway.nextContactOf(ada.id()));

        assertThat(outgoing.getJsonObject("user").getString("id"))
                .isEqualTo(bob.id().value());
        assertThat(outgoing.getString("direction")).isEqualTo("outgoing");
        assertThat(outgoing.getString("status")).isEqualTo("pending");
        assertThat(outgoing.getString("createdAt")).isEqualTo("2026-03-04T05:06:07.008Z");
        assertThat(incoming.getJsonObject("user").getString("username")).isEqualTo("ada");
        assertThat(incoming.getString("direction")).isEqualTo("incoming");
        assertThat(rejected).extracting(data -> data.getString("status")).containsExactly("rejected", "rejected");
        WORLD.ask(ContactsAddresses.REMOVE, new RemoveContact(bob.id(), ada.id()));
        assertThat(gateway.hasMore()).isFalse();
    }

    @Test
    void namesComeFromTheCacheUntilTheyChange() {
        request(ada, bob);
        var before = WORLD.lookUps.get();
        assertThat(list(ada, null)).extracting(Contact::user).containsExactly(bob);
        assertThat(WORLD.lookUps.get()).isEqualTo(before);

        var renamed = new PublicUser(bob.id(), "bobby", "Bobby");
        WORLD.change(renamed);

        assertThat(list(ada, null)).extracting(Contact::user).containsExactly(renamed);
    }

    @Test
    void deletedUserIsNobodysContact() {
        request(ada, bob);
        answer(bob, ada, Status.ACCEPTED);

        WORLD.change(PublicUser.deleted(bob.id()));

        Conditions.eventually(() -> accepted(ada).isEmpty());
        assertThat(list(ada, null)).isEmpty();
    }

    @Test
    void whatIsKeptOfSomebodyIsForgottenAsOftenAsAsked() {
        request(ada, bob);
        var other = WORLD.user("other");
        request(ada, other);
        WORLD.ask(ContactsAddresses.SET_BLOCK, new SetBlock(bob.id(), ada.id(), true));

        WORLD.ask(ContactsAddresses.FORGET, new ForgetUser(bob.id()));
        WORLD.ask(ContactsAddresses.FORGET, new ForgetUser(bob.id()));

        assertThat(list(ada, null)).extracting(Contact::user).containsExactly(other);
        assertThat(WORLD.ask(ContactsAddresses.LIST_BLOCKS, new ListBlocks(bob.id()))
                        .users())
                .isEmpty();
    }

    @Test
    void standingRequestsOfOneUserAreLimited() {
        var eager = WORLD.user("eager");
        Fill.requestsOf(WORLD, eager.id(), ContactService.ASKED_AT_MOST);

        assertThat(WORLD.refusal(ContactsAddresses.REQUEST, new RequestContact(eager.id(), bob.id())))
                .isEqualTo(FailureCode.CONFLICT);
        request(bob, eager);
        assertThat(list(bob, null)).extracting(Contact::user).containsExactly(eager);
    }

    @Test
    void longListsAreNamedInSeveralLookUps() {
        var popular = WORLD.user("popular");
        Fill.requestsOf(WORLD, popular.id(), 1_500);
        var before = WORLD.lookUps.get();

        var listed = list(popular, null);

        assertThat(listed).hasSize(1_500);
        assertThat(listed.get(0).user())
                .isEqualTo(PublicUser.deleted(listed.get(0).user().id()));
        assertThat(WORLD.lookUps.get() - before).isEqualTo(2);
    }

    private static void request(PublicUser from, PublicUser to) {
        WORLD.ask(ContactsAddresses.REQUEST, new RequestContact(from.id(), to.id()));
    }

    @CanIgnoreReturnValue
    private static Contact answer(PublicUser from, PublicUser to, Status status) {
        return WORLD.ask(ContactsAddresses.ANSWER, new AnswerContact(from.id(), to.id(), status));
    }

    private static List<Contact> list(PublicUser user, @Nullable Status status) {
        return WORLD.ask(ContactsAddresses.LIST, new ListContacts(user.id(), status))
                .contacts();
    }

    private static List<UserId> accepted(PublicUser user) {
        return WORLD.ask(ContactsAddresses.LIST_ACCEPTED, new ListAcceptedContacts(user.id()))
                .userIds();
    }
}
