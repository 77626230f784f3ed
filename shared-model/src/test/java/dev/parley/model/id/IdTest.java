package dev.parley.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdTest {
    private static final ClientMessageId CLIENT_ID = new ClientMessageId("0190163d-8694-739b-aea5-966c26f8ad91");

    @Test
    void theSameSendIsTheSameMessageAndAnotherIsNot() {
        var room = RoomId.next();
        var ada = UserId.next();
        assertThat(MessageId.of(room, ada, CLIENT_ID)).isEqualTo(MessageId.of(room, ada, CLIENT_ID));
        assertThat(MessageId.of(room, UserId.next(), CLIENT_ID)).isNotEqualTo(MessageId.of(room, ada, CLIENT_ID));
    }

    @Test
    void aDerivedIdIsACustomUuid() {
        var uuid = UUID.fromString(Id.derived("a", "b"));
        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void aDirectRoomIsTheSameFromBothSides() {
        var ada = UserId.next();
        var bob = UserId.next();
        assertThat(RoomId.direct(ada, bob)).isEqualTo(RoomId.direct(bob, ada));
    }

    @Test
    void whatIsNoIdIsRefused() {
        assertThatThrownBy(() -> new UserId("../etc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientMessageId("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
