package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.message.store.CursorStore;
import dev.parley.message.store.Mongo;
import dev.parley.message.store.RoomReads;
import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.AdvanceReceipt;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.LeaveGroups;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.SetMute;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeparturesTest extends WorldFixture {
    private final PublicUser gone = PublicUser.deleted(ada.id());

    @Test
    void whoseAccountIsGoneLeavesEveryGroupAndHandsItOn() {
        var own = world.group(ada, bob, cy);
        var guest = world.group(bob, ada);
        var direct = world.direct(ada, bob);

        assertThat(left()).isEqualTo(2);
        until(() -> left() == 0);

        // That nobody is left is known a moment before the log is read as far.
        until(() -> lastOf(own).equals(new EventData.MemberLeft(ada.id())));
        until(() -> lastOf(guest).equals(new EventData.MemberLeft(ada.id())));
        assertThat(world.log(bob, own))
                .extracting(Event::data)
                .endsWith(new EventData.MemberRole(bob.id(), Role.OWNER), new EventData.MemberLeft(ada.id()));
        assertThat(lastOf(direct)).isInstanceOf(EventData.RoomCreated.class);
    }

    @Test
    void withoutTheBrokerItIsUnavailableAndDoneWhenAskedAgain() {
        var group = world.group(bob, ada);
        await(world.brokerWire.cut());
        assertThatThrownBy(this::left).isInstanceOf(FailureException.class);

        world.brokerWire.mend();

        until(this::askedAgainIsDone);
        until(() -> lastOf(group).equals(new EventData.MemberLeft(ada.id())));
        assertThat(world.log(bob, group)).extracting(Event::data).containsOnlyOnce(new EventData.MemberLeft(ada.id()));
    }

    @Test
    void whatIsKeptForThemAloneIsForgottenInRoomsTheyAreOrWereInAndOthersKeepTheirs() {
        var left = world.group(bob, ada);
        var direct = world.direct(ada, bob);
        for (var room : List.of(left, direct)) {
            world.post(bob, room, "hello");
            for (var reader : List.of(ada, bob)) {
                done(world.ask(RoomAddresses.RECEIPT, new AdvanceReceipt(reader.id(), room, 2, true)));
                done(world.ask(RoomAddresses.MUTE, new SetMute(reader.id(), room, true, null)));
            }
        }
        until(() -> left() == 0);
        assertThat(of(ada.id())).hasSize(2);

        forget();
        forget();

        assertThat(of(ada.id())).allSatisfy((room, own) -> assertThat(own).isEqualTo(CursorStore.Own.NONE));
        assertThat(of(bob.id())).hasSize(2).allSatisfy((room, own) -> {
            assertThat(own.cursor().readSeq()).isEqualTo(2);
            assertThat(own.mute()).isNotNull();
        });
    }

    private void forget() {
        done(world.ask(RoomAddresses.FORGET, new ForgetUser(ada.id())));
    }

    private Map<RoomId, CursorStore.Own> of(UserId user) {
        var mongo = await(
                Mongo.open(world.vertx, new MongoConfig("mongodb://127.0.0.1:" + world.mongoServer.port(), "parley")));
        var rooms = await(new RoomReads(mongo).belongings(user)).keySet();
        return await(new CursorStore(mongo).of(user, rooms));
    }

    private static void done(Future<?> future) {
        await(future);
    }

    private boolean askedAgainIsDone() {
        try {
            return left() == 0;
        } catch (FailureException stillAway) {
            return false;
        }
    }

    private int left() {
        return await(world.ask(RoomAddresses.LEAVE_GROUPS, new LeaveGroups(gone)))
                .groups();
    }

    private EventData lastOf(RoomId room) {
        var log = world.log(bob, room);
        return log.get(log.size() - 1).data();
    }
}
