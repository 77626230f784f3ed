package dev.parley.contacts;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.contacts.AnswerContact;
import dev.parley.model.contacts.BlockChanged;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.CheckBlocks;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListBlocks;
import dev.parley.model.contacts.ListContacts;
import dev.parley.model.contacts.RequestContact;
import dev.parley.model.contacts.SetBlock;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final World WORLD = World.start();

    private final PublicUser ada = WORLD.user("ada");
    private final PublicUser bob = WORLD.user("bob");
    private final PublicUser eve = WORLD.user("eve");

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void blockEndsTheContactAndForbidsAskingUntilItIsTakenBack() {
        WORLD.ask(ContactsAddresses.REQUEST, new RequestContact(eve.id(), ada.id()));
        WORLD.ask(ContactsAddresses.ANSWER, new AnswerContact(ada.id(), eve.id(), Status.ACCEPTED));

        block(ada, eve);

        assertThat(contactsOf(ada)).isZero();
        assertThat(contactsOf(eve)).isZero();
        assertThat(WORLD.refusal(ContactsAddresses.REQUEST, new RequestContact(eve.id(), ada.id())))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(WORLD.refusal(ContactsAddresses.REQUEST, new RequestContact(ada.id(), eve.id())))
                .isEqualTo(FailureCode.FORBIDDEN);
        unblock(ada, eve);
        WORLD.ask(ContactsAddresses.REQUEST, new RequestContact(eve.id(), ada.id()));
    }

    @Test
    void blockingAndUnblockingTwiceIsNoError() {
        block(ada, eve);
        block(ada, eve);
        assertThat(blockedBy(ada)).containsExactly(eve);

        unblock(ada, eve);
        unblock(ada, eve);
        assertThat(blockedBy(ada)).isEmpty();
    }

    @Test
    void changesAreAnnounced() throws InterruptedException {
        var heard = new LinkedBlockingQueue<BlockChanged>();
        await(WORLD.bus.subscribe(ContactsAddresses.BLOCK_CHANGED, heard::add));

        block(ada, eve);
        unblock(ada, eve);

        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new BlockChanged(ada.id(), eve.id(), true));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new BlockChanged(ada.id(), eve.id(), false));
    }

    @Test
    void checkTellsTheDirections() {
        block(ada, eve);
        block(bob, ada);

        var checked = check(ada.id(), List.of(eve.id(), bob.id(), UserId.next()));

        assertThat(checked).isEqualTo(new Blocks(List.of(bob.id()), List.of(eve.id())));
        assertThat(check(ada.id(), List.of())).isEqualTo(new Blocks(List.of(), List.of()));
        assertThat(WORLD.refusal(
                        ContactsAddresses.CHECK_BLOCKS,
                        new CheckBlocks(ada.id(), Collections.nCopies(1_001, bob.id()))))
                .isEqualTo(FailureCode.INVALID_REQUEST);
    }

    @Test
    void refusals() {
        assertThat(WORLD.refusal(ContactsAddresses.SET_BLOCK, new SetBlock(ada.id(), ada.id(), true)))
                .isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(WORLD.refusal(ContactsAddresses.SET_BLOCK, new SetBlock(ada.id(), UserId.next(), true)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void requestAndBlockAtTheSameMomentNeverLeaveAContactWithABlockedUser() {
        var pairs = IntStream.range(0, 20)
                .mapToObj(i -> List.of(WORLD.user("blocker" + i), WORLD.user("asker" + i)))
                .toList();

        var racing = pairs.stream()
                .flatMap(pair -> List.<Future<?>>of(
                        WORLD.bus.request(
                                ContactsAddresses.REQUEST,
                                new RequestContact(pair.get(1).id(), pair.get(0).id())),
                        WORLD.bus.request(
                                ContactsAddresses.SET_BLOCK,
                                new SetBlock(pair.get(0).id(), pair.get(1).id(), true)))
                        .stream())
                .toList();
        await(Future.join(racing).otherwiseEmpty());

        for (var pair : pairs) {
            assertThat(blockedBy(pair.get(0))).containsExactly(pair.get(1));
            assertThat(contactsOf(pair.get(0))).isZero();
        }
    }

    private static void block(PublicUser caller, PublicUser other) {
        WORLD.ask(ContactsAddresses.SET_BLOCK, new SetBlock(caller.id(), other.id(), true));
    }

    private static void unblock(PublicUser caller, PublicUser other) {
        WORLD.ask(ContactsAddresses.SET_BLOCK, new SetBlock(caller.id(), other.id(), false));
    }

    private static List<PublicUser> blockedBy(PublicUser caller) {
        return WORLD.ask(ContactsAddresses.LIST_BLOCKS, new ListBlocks(caller.id()))
                .users();
    }

    private static Blocks check(UserId user, List<UserId> others) {
        return WORLD.ask(ContactsAddresses.CHECK_BLOCKS, new CheckBlocks(user, others));
    }

    private static int contactsOf(PublicUser user) {
        return WORLD.ask(ContactsAddresses.LIST, new ListContacts(user.id(), null))
                .contacts()
                .size();
    }
}
