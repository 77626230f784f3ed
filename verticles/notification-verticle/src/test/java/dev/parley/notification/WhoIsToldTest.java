package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.direct;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.message;
import static dev.parley.notification.Samples.muted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.QuietHours;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.notification.push.Decision;
import dev.parley.notification.push.PushRules;
import dev.parley.notification.push.RoomState;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From a message of Ada's to what Bob finds in his list and what his phone shows, by the rules alone. */
class WhoIsToldTest {
    private static final String NOTHING = "nothing";
    private static final String LISTED = "in the list";

    private static final Room GROUP = group("Engine");
    private static final Room OTHER = group("Kitchen");
    private static final Room DIRECT = direct();
    private static final Audience MEMBERS = audience(GROUP, ADA, BOB, EVE);
    private static final Audience MUTED = muted(GROUP, Set.of(BOB.id()), ADA, BOB, EVE);
    private static final Event MESSAGE = message(GROUP, 2, ADA, "hello");
    private static final Event MENTION = message(GROUP, 2, ADA, "hello @bob", BOB);
    private static final String PUSHED = "Engine · Ada: hello";
    private static final String MENTIONED = "Engine · Ada: hello @bob";

    private static final NotificationSettings ON = NotificationSettings.DEFAULT;
    private static final NotificationSettings OFF = new NotificationSettings(false, true, true, null);
    private static final NotificationSettings DISCREET = new NotificationSettings(true, false, false, null);
    private static final NotificationSettings NIGHT = quiet("22:00", "07:00", "Europe/Berlin");
    private static final NotificationSettings NAP = quiet("13:00", "14:30", "Asia/Kolkata");
    private static final NotificationSettings LATE = quiet("23:00", "02:30", "Europe/Berlin");
    private static final NotificationSettings EARLY = quiet("02:30", "08:00", "Europe/Berlin");

    /** Who Bob has blocked, and what he looks at. */
    private record Bob(Set<UserId> blockers, @Nullable RoomId looksAt, NotificationSettings settings) {}

    static Stream<Arguments> table() {
        return Stream.of(
                row("away", MESSAGE, MEMBERS, bob(null, ON), PUSHED),
                row("the room open, on any device", MESSAGE, MEMBERS, bob(GROUP.id(), ON), NOTHING),
                row("another room open", MESSAGE, MEMBERS, bob(OTHER.id(), ON), PUSHED),
                row("muted", MESSAGE, MUTED, bob(null, ON), NOTHING),
                row("mentioned", MENTION, MEMBERS, bob(null, ON), MENTIONED),
                row("muted and mentioned", MENTION, MUTED, bob(null, ON), MENTIONED),
                row("mentioned, the room open", MENTION, MUTED, bob(GROUP.id(), ON), NOTHING),
                row("has blocked the sender", MESSAGE, MEMBERS, blocking(ON), NOTHING),
                row("has blocked who mentions him", MENTION, MEMBERS, blocking(ON), NOTHING),
                row("is the sender", message(GROUP, 2, BOB, "hello"), MEMBERS, bob(null, ON), NOTHING),
                row("is no member", MENTION, audience(GROUP, ADA, EVE), bob(null, ON), NOTHING),
                row("push switched off", MESSAGE, MEMBERS, bob(null, OFF), LISTED),
                row(
                        "a direct room",
                        message(DIRECT, 2, ADA, "hello"),
                        audience(DIRECT, ADA, BOB),
                        bob(null, ON),
                        "Ada: hello"),
                row("previews off", MESSAGE, MEMBERS, bob(null, DISCREET), "New message from Ada in Engine: "),
                row(
                        "previews off, a direct room",
                        message(DIRECT, 2, ADA, "hello"),
                        audience(DIRECT, ADA, BOB),
                        bob(null, DISCREET),
                        "New message from Ada: "),
                // 22:00 to 07:00 in Berlin, winter: UTC+1
                at("2026-01-15T20:59:59Z", "a second before it is quiet", NIGHT, PUSHED),
                at("2026-01-15T21:00:00Z", "it is quiet now", NIGHT, LISTED),
                at("2026-01-15T23:30:00Z", "quiet across midnight", NIGHT, LISTED),
                at("2026-01-16T05:59:59Z", "the last quiet second", NIGHT, LISTED),
                at("2026-01-16T06:00:00Z", "it is over", NIGHT, PUSHED),
                at("2026-01-16T11:00:00Z", "at noon", NIGHT, PUSHED),
                // the same in summer: UTC+2
                at("2026-07-15T19:59:59Z", "a second before it is quiet in summer", NIGHT, PUSHED),
                at("2026-07-15T20:00:00Z", "it is quiet now in summer", NIGHT, LISTED),
                at("2026-07-16T05:00:00Z", "it is over in summer", NIGHT, PUSHED),
                row("mentioned in quiet hours", MENTION, MEMBERS, bob(null, NIGHT), LISTED, "2026-01-15T23:30:00Z"),
                // within one day, half an hour off: UTC+5:30
                at("2026-01-15T07:29:59Z", "before the nap", NAP, PUSHED),
                at("2026-01-15T07:30:00Z", "the nap begins", NAP, LISTED),
                at("2026-01-15T09:00:00Z", "the nap is over", NAP, PUSHED),
                // 2026-03-29: 02:00 becomes 03:00 at 01:00Z. What ends at 02:30 ends when the clocks skip it
                at("2026-03-29T00:59:59Z", "before the clocks go forward", LATE, LISTED),
                at("2026-03-29T01:00:00Z", "the end was skipped", LATE, PUSHED),
                at("2026-03-29T00:59:59Z", "before a beginning that is skipped", EARLY, PUSHED),
                at("2026-03-29T01:00:00Z", "the beginning was skipped", EARLY, LISTED),
                at("2026-03-29T04:59:59Z", "quiet nights are an hour shorter", NIGHT, LISTED),
                at("2026-03-29T05:00:00Z", "and over at seven", NIGHT, PUSHED),
                // 2026-10-25: 03:00 becomes 02:00 at 01:00Z. 02:30 comes twice: quiet from the first, to the second
                at("2026-10-25T00:29:59Z", "the first time it is half past two", LATE, LISTED),
                at("2026-10-25T00:45:00Z", "between the two", LATE, LISTED),
                at("2026-10-25T01:29:59Z", "the second time", LATE, LISTED),
                at("2026-10-25T01:30:00Z", "over after the second time", LATE, PUSHED),
                at("2026-10-25T00:29:59Z", "before the first time", EARLY, PUSHED),
                at("2026-10-25T00:30:00Z", "from the first time", EARLY, LISTED),
                at("2026-10-25T06:00:00Z", "quiet nights are an hour longer", NIGHT, PUSHED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void table(String situation, Event event, Audience audience, Bob bob, Instant now, String expected) {
        assertThat(told(event, audience, bob, now)).as(situation).isEqualTo(expected);
    }

    private static String told(Event event, Audience audience, Bob bob, Instant now) {
        var listed = NotificationRules.drafts(
                        event,
                        Optional.of(audience),
                        bob.blockers,
                        (user, room) -> user.equals(BOB.id()) && room.equals(bob.looksAt))
                .stream()
                .filter(draft -> draft.userId().equals(BOB.id()))
                .toList();
        if (listed.isEmpty()) {
            return NOTHING;
        }
        assertThat(listed).hasSize(1);
        var draft = listed.get(0);
        var newest = new RoomState.Newest(
                draft.eventId(),
                draft.notification().kind(),
                draft.notification().title(),
                draft.notification().body(),
                draft.sender(),
                draft.place(),
                draft.notification().createdAt());
        var state = new RoomState(event.roomId(), false, 1, 1, newest, bob.settings);
        return PushRules.decide(state, true, now) instanceof Decision.Send send
                ? send.payload().title() + ": " + send.payload().body()
                : LISTED;
    }

    private static Arguments at(String now, String situation, NotificationSettings settings, String expected) {
        return row(now + " " + situation, MESSAGE, MEMBERS, bob(null, settings), expected, now);
    }

    private static Arguments row(String situation, Event event, Audience audience, Bob bob, String expected) {
        return row(situation, event, audience, bob, expected, "2026-01-15T12:00:00Z");
    }

    private static Arguments row(
            String situation, Event event, Audience audience, Bob bob, String expected, String now) {
        return Arguments.of(situation, event, audience, bob, Instant.parse(now), expected);
    }

    private static Bob bob(@Nullable RoomId looksAt, NotificationSettings settings) {
        return new Bob(Set.of(), looksAt, settings);
    }

    private static Bob blocking(NotificationSettings settings) {
        return new Bob(Set.of(BOB.id()), null, settings);
    }

    private static NotificationSettings quiet(String from, String to, String zone) {
        var hours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
        return new NotificationSettings(true, false, true, hours);
    }
}
