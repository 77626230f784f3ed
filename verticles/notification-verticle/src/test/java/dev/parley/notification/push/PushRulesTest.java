package dev.parley.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.RoomId;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.notification.outbound.Endpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PushRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final RoomId ROOM = new RoomId("r1");
    private static final boolean SHOWN = true;
    private static final RoomState.Newest NEWEST = newest(Kind.MESSAGE, "Engine");

    @Test
    void severalAreOne() {
        var payload = sent(state(!SHOWN, 5, NEWEST)).payload();
        assertThat(payload.type()).isEqualTo("show");
        assertThat(payload.title()).isEqualTo("Engine");
        assertThat(payload.body()).isEqualTo("5 new messages");
        assertThat(payload.count()).isEqualTo(5);
        assertThat(payload.badge()).isEqualTo(12);
        assertThat(payload.eventId()).isEqualTo("r1:7");
    }

    @Test
    void whatIsReadIsWithdrawnWhereItMayBeShown() {
        assertThat(sent(state(SHOWN, 0, null)).payload()).isEqualTo(Payload.withdraw(ROOM, 12));
        assertThat(PushRules.decide(state(!SHOWN, 0, null), true, NOW)).isInstanceOf(Decision.Forget.class);
        assertThat(PushRules.decide(state(SHOWN, 0, null), false, NOW)).isInstanceOf(Decision.Forget.class);
    }

    @Test
    void safarisAreSentNothingThatShowsNothing() {
        assertThat(PushRules.withdrawable(Endpoint.parse("endpoint", "https://web.push.apple.com/x", false)))
                .isFalse();
        assertThat(PushRules.withdrawable(Endpoint.parse("endpoint", "https://push.example.org/x", false)))
                .isTrue();
    }

    @Test
    void aPhoneIsWokenForWhatIsMeantForItsOwner() {
        assertThat(sent(state(!SHOWN, 1, newest(Kind.MENTION, "Engine"))).urgency())
                .isEqualTo(Decision.Urgency.HIGH);
        assertThat(sent(state(!SHOWN, 1, newest(Kind.MESSAGE, "Ada"))).urgency())
                .isEqualTo(Decision.Urgency.HIGH);
        assertThat(sent(state(!SHOWN, 1, NEWEST)).urgency()).isEqualTo(Decision.Urgency.NORMAL);
        assertThat(sent(state(SHOWN, 0, null)).urgency()).isEqualTo(Decision.Urgency.LOW);
    }

    @Test
    void whatIsOlderThanItsFieldsIsTold() {
        var old = new RoomState.Newest("r1:7", Kind.MESSAGE, "Engine · Ada", "hi", null, null, NOW);
        assertThat(sent(state(!SHOWN, 2, old)).payload().title()).isEqualTo("Engine · Ada");
    }

    private static RoomState.Newest newest(Kind kind, String place) {
        return new RoomState.Newest("r1:7", kind, "Engine · Ada", "hi", "Ada", place, NOW);
    }

    private static RoomState state(boolean shown, int unread, RoomState.@Nullable Newest newest) {
        return new RoomState(ROOM, shown, unread, 12, newest, NotificationSettings.DEFAULT);
    }

    private static Decision.Send sent(RoomState state) {
        return (Decision.Send) PushRules.decide(state, true, NOW);
    }
}
