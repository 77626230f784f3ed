package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.LeaveGroups;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomAddresses;
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

        assertThat(world.log(bob, own))
                .extracting(Event::data)
                .endsWith(new EventData.MemberRole(bob.id(), Role.OWNER), new EventData.MemberLeft(ada.id()));
        assertThat(lastOf(guest)).isEqualTo(new EventData.MemberLeft(ada.id()));
        assertThat(lastOf(direct)).isInstanceOf(EventData.RoomCreated.class);
    }

    @Test
    void withoutTheBrokerItIsUnavailableAndDoneWhenAskedAgain() {
        var group = world.group(bob, ada);
        await(world.brokerWire.cut());
        assertThatThrownBy(this::left).isInstanceOf(FailureException.class);

        world.brokerWire.mend();

        until(this::askedAgainIsDone);
        assertThat(world.log(bob, group)).extracting(Event::data).containsOnlyOnce(new EventData.MemberLeft(ada.id()));
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
