package dev.parley.message.room;

import static dev.parley.message.room.Rooms.GROUP;
import static dev.parley.message.room.Rooms.MEMBER;
import static dev.parley.message.room.Rooms.NOW;
import static dev.parley.message.room.Rooms.OTHER;
import static dev.parley.message.room.Rooms.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.MessageId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Reaction;
import org.junit.jupiter.api.Test;

class FoldedMessageTest {
    private static final MessageId ID = new MessageId("message");
    private final FoldedMessage created = Rooms.message(GROUP, MEMBER);

    @Test
    void theLastEditWins() {
        var message = created.after(edit(10, "one")).after(edit(11, "two"));
        assertThat(message.content()).isEqualTo(text("two"));
        assertThat(message.edits()).containsExactly(10L, 11L);
    }

    @Test
    void anEventThatIsInItAlreadyChangesNothing() {
        var message = created.after(edit(11, "two"));
        assertThat(message.after(edit(10, "one"))).isEqualTo(message);
    }

    @Test
    void reactionsAreCountedAndOnesOwnIsMarked() {
        var message = created.after(react(10, MEMBER, true)).after(react(11, OTHER, true));
        assertThat(message.seenBy(OTHER.id()).reactions()).containsExactly(new Reaction("👍", 2, true));
        assertThat(message.seenBy(Rooms.ADMIN.id()).reactions()).containsExactly(new Reaction("👍", 2, false));
        var less = message.after(react(12, MEMBER, false)).after(react(13, OTHER, false));
        assertThat(less.reactions()).isEmpty();
    }

    @Test
    void aDeletedMessageKeepsItsPlaceAndNothingElse() {
        var deleted = new EventData.MessageDeleted(ID, 9, NOW);
        var message = created.after(edit(10, "one"))
                .after(react(11, OTHER, true))
                .after(new Event(GROUP, 12, EventType.MESSAGE_DELETED, NOW, MEMBER.id(), deleted));
        var seen = message.seenBy(OTHER.id());
        assertThat(seen.content()).isNull();
        assertThat(seen.reactions()).isEmpty();
        assertThat(seen.deletedAt()).isEqualTo(NOW);
        assertThat(seen.seq()).isEqualTo(9);
    }

    private static Event edit(long seq, String text) {
        return new Event(
                GROUP,
                seq,
                EventType.MESSAGE_EDITED,
                NOW,
                MEMBER.id(),
                new EventData.MessageEdited(ID, 9, text(text), NOW));
    }

    private static Event react(long seq, PublicUser user, boolean added) {
        return new Event(
                GROUP,
                seq,
                EventType.REACTION_UPDATED,
                NOW,
                user.id(),
                new EventData.ReactionUpdated(ID, 9, "👍", user.id(), added, 0));
    }
}
