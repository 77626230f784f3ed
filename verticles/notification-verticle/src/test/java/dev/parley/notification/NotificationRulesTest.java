package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.created;
import static dev.parley.notification.Samples.direct;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.joined;
import static dev.parley.notification.Samples.left;
import static dev.parley.notification.Samples.message;
import static dev.parley.notification.Samples.muted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NotificationRulesTest {
    private static final BiPredicate<UserId, RoomId> NOBODY_LOOKS = (user, room) -> false;
    private static final @Nullable Content NO_CONTENT = null;
    private static final Room GROUP = group("Engine");
    private static final Audience ALL = audience(GROUP, ADA, BOB, EVE);

    static Stream<Arguments> whoIsTold() {
        var evesMute = muted(GROUP, Set.of(EVE.id()), ADA, BOB, EVE);
        var room = direct();
        return Stream.of(
                row("everyone but the sender", message(GROUP, 2, ADA, "hi"), ALL, Set.of(), told(BOB, EVE)),
                row("not who looks at the room", message(GROUP, 2, ADA, "hi"), ALL, Set.of(BOB), told(EVE)),
                row("not who has muted it", message(GROUP, 2, ADA, "hi"), evesMute, Set.of(), told(BOB)),
                row(
                        "who is mentioned in spite of a mute",
                        message(GROUP, 2, ADA, "hi @eve", EVE),
                        evesMute,
                        Set.of(),
                        List.of(BOB.id() + " MESSAGE", EVE.id() + " MENTION")),
                row(
                        "not who is mentioned and looks",
                        message(GROUP, 2, ADA, "hi @eve", EVE),
                        evesMute,
                        Set.of(EVE),
                        told(BOB)),
                row(
                        "nobody who is not in the room, mentioned or not",
                        message(GROUP, 2, ADA, "hi @eve", EVE),
                        audience(GROUP, ADA, BOB),
                        Set.of(),
                        told(BOB)),
                row(
                        "not oneself by one's own mention",
                        message(GROUP, 2, ADA, "I, @ada", ADA),
                        audience(GROUP, ADA),
                        Set.of(),
                        List.of()),
                row(
                        "the other in a direct room",
                        message(room, 2, ADA, "hi"),
                        audience(room, ADA, BOB),
                        Set.of(),
                        told(BOB)),
                row("nobody of what is deleted", message(GROUP, 2, ADA, NO_CONTENT), ALL, Set.of(), List.of()),
                row("who was added", joined(GROUP, 2, ADA, EVE), ALL, Set.of(), List.of(EVE.id() + " INVITATION")),
                row("nobody when someone joins", joined(GROUP, 2, EVE, EVE), ALL, Set.of(), List.of()),
                row("nobody when someone leaves", left(GROUP, 2, EVE), ALL, Set.of(), List.of()),
                row(
                        "who is in a new group from the start",
                        created(GROUP, ADA, BOB, EVE),
                        ALL,
                        Set.of(),
                        List.of(BOB.id() + " INVITATION", EVE.id() + " INVITATION")),
                row(
                        "nobody of a new direct room",
                        created(room, ADA, BOB),
                        audience(room, ADA, BOB),
                        Set.of(),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whoIsTold(String what, Event event, Audience audience, Set<UserId> looking, List<String> expected) {
        var drafts = NotificationRules.drafts(
                event,
                Optional.of(audience),
                Set.of(),
                (user, room) -> room.equals(event.roomId()) && looking.contains(user));
        assertThat(drafts)
                .as(what)
                .extracting(draft -> draft.userId() + " " + draft.notification().kind())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void aMessageSaysWhoWroteItAndWhere() {
        var room = direct();
        assertThat(NotificationRules.drafts(
                        message(room, 7, ADA, " line\n\tbreak "),
                        Optional.of(audience(room, ADA, BOB)),
                        Set.of(),
                        NOBODY_LOOKS))
                .extracting(
                        Draft::eventId,
                        draft -> draft.notification().title(),
                        draft -> draft.notification().body(),
                        draft -> draft.notification().createdAt())
                .containsExactly(tuple(room.id() + ":7", "Ada", "line break", Samples.AT));
        assertThat(NotificationRules.drafts(message(GROUP, 7, ADA, "hi"), Optional.of(ALL), Set.of(), NOBODY_LOOKS))
                .extracting(draft -> draft.notification().title())
                .containsOnly("Engine · Ada");
    }

    @Test
    void anInvitationSaysToWhatAndByWhomIfThatIsKnown() {
        assertThat(NotificationRules.drafts(created(GROUP, ADA, BOB), Optional.empty(), Set.of(), NOBODY_LOOKS))
                .extracting(
                        draft -> draft.notification().title(),
                        draft -> draft.notification().body())
                .containsExactly(tuple("Engine", "Ada added you to this group"));
        assertThat(NotificationRules.drafts(joined(GROUP, 2, ADA, EVE), Optional.of(ALL), Set.of(), NOBODY_LOOKS))
                .extracting(
                        draft -> draft.notification().title(),
                        draft -> draft.notification().body())
                .containsExactly(tuple("Engine", "You were added to this group"));
    }

    @Test
    void aRoomThatIsGoneHasNobodyToTell() {
        assertThat(NotificationRules.drafts(message(GROUP, 2, ADA, "hi"), Optional.empty(), Set.of(), NOBODY_LOOKS))
                .isEmpty();
        assertThat(NotificationRules.drafts(joined(GROUP, 2, ADA, EVE), Optional.empty(), Set.of(), NOBODY_LOOKS))
                .isEmpty();
    }

    @Test
    void theAudienceIsAskedForOnlyWhereItMatters() {
        assertThat(NotificationRules.needsAudience(message(GROUP, 2, ADA, "hi")))
                .isTrue();
        assertThat(NotificationRules.needsAudience(joined(GROUP, 2, ADA, EVE))).isTrue();
        assertThat(NotificationRules.needsAudience(joined(GROUP, 2, EVE, EVE))).isFalse();
        assertThat(NotificationRules.needsAudience(created(GROUP, ADA, EVE))).isFalse();
        assertThat(NotificationRules.changesAudience(left(GROUP, 2, EVE))).isTrue();
        assertThat(NotificationRules.changesAudience(message(GROUP, 2, ADA, "hi")))
                .isFalse();
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        var longest = "x".repeat(Excerpt.MAX);
        assertThat(Excerpt.of(longest)).isEqualTo(longest);
        assertThat(Excerpt.of(longest + "x")).isEqualTo("x".repeat(Excerpt.MAX - 1) + "…");
        assertThat(Excerpt.of("😀".repeat(200))).isEqualTo("😀".repeat(Excerpt.MAX - 1) + "…");
        assertThat(Excerpt.of("nul\0l")).isEqualTo("null");
    }

    private static Arguments row(
            String what, Event event, Audience audience, Set<PublicUser> looking, List<String> expected) {
        var ids = new ArrayList<UserId>();
        looking.forEach(user -> ids.add(user.id()));
        return Arguments.of(what, event, audience, Set.copyOf(ids), expected);
    }

    private static List<String> told(PublicUser... users) {
        return Stream.of(users).map(user -> user.id() + " MESSAGE").toList();
    }
}
