package dev.parley.message.pipeline;

import dev.parley.message.room.FoldedMessage;
import dev.parley.message.room.Found;
import dev.parley.message.store.Derived;
import dev.parley.message.store.LoggedEvent;
import dev.parley.model.id.MessageId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Message;
import java.util.Optional;

/** Keeps messages up to date with the events about them. */
final class Folding {
    private final Derived derived;
    private final Found found = new Found();

    Folding(Derived derived) {
        this.derived = derived;
    }

    /** The message that an event is about, if it changes one. */
    static Optional<MessageId> messageOf(Event event) {
        if (event.data() instanceof EventData.MessageEdited edited) {
            return Optional.of(edited.messageId());
        } else if (event.data() instanceof EventData.MessageDeleted deleted) {
            return Optional.of(deleted.messageId());
        } else if (event.data() instanceof EventData.ReactionUpdated reaction) {
            return Optional.of(reaction.messageId());
        }
        return Optional.empty();
    }

    void know(LoggedEvent logged) {
        found.addEvent(logged.stored().key(), logged.stored().event());
        if (logged.message() != null) {
            found.addMessage(logged.message());
        }
    }

    void fold(Event event) {
        if (event.data() instanceof Message created) {
            if (found.message(created.id()) == null) {
                found.addMessage(FoldedMessage.of(created));
            }
            return;
        }
        messageOf(event).map(found::message).ifPresent(before -> {
            var after = before.after(event);
            found.addMessage(after);
            derived.add(after);
        });
    }

    Found found() {
        return found;
    }
}
