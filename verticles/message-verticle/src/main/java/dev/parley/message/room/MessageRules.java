package dev.parley.message.room;

import dev.parley.model.failure.Failure;
import dev.parley.model.id.MessageId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomCommand;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What members may do with messages. That the actor is a member has been checked. */
final class MessageRules {
    private final Retention retention;

    MessageRules(Retention retention) {
        this.retention = retention;
    }

    Decision post(Intent intent, RoomCommand.PostMessage post, RoomRecord room, Found found, Drafts drafts) {
        var refusal = refusalOf(post.content(), room);
        if (refusal != null) {
            return Decision.refused(refusal);
        }
        if (post.replyTo() != null && messageOf(room, post.replyTo(), found) == null) {
            return Decision.refused(Failure.invalid("replyTo", "must be a message of this room"));
        }
        var key = EventKeys.ofMessage(intent, post);
        var message = new Message(
                new MessageId(key),
                room.id(),
                drafts.nextSeq(),
                intent.actor(),
                post.clientMessageId(),
                post.content(),
                post.replyTo(),
                intent.at().truncatedTo(ChronoUnit.MILLIS),
                null,
                null,
                List.of());
        drafts.addKeyed(key, EventType.MESSAGE_CREATED, message);
        return drafts.decided();
    }

    Decision edit(RoomCommand.EditMessage edit, RoomRecord room, Found found, Drafts drafts) {
        var message = messageOf(room, edit.messageId(), found);
        if (message == null) {
            return Decision.refused(Failure.notFound("message"));
        }
        if (!message.created().sender().id().equals(drafts.actor())) {
            return Decision.refused(Failure.forbidden("Only its author may edit a message"));
        }
        if (message.isDeleted()) {
            return Decision.refused(Failure.conflict("The message has been deleted"));
        }
        if (message.edits().size() >= RoomLimits.EDITS_PER_MESSAGE) {
            return Decision.refused(Failure.conflict("The message has been edited too often"));
        }
        if (retention.isOver(message.created().createdAt(), room.retentionDays(), drafts.now())) {
            // It is about to be removed, and with it those edits that whoever removes it knows of.
            return Decision.refused(Failure.notFound("message"));
        }
        var refusal = refusalOf(edit.content(), room);
        if (refusal != null) {
            return Decision.refused(refusal);
        }
        if (!edit.content().equals(message.content())) {
            var data = new EventData.MessageEdited(
                    edit.messageId(), message.created().seq(), edit.content(), drafts.now());
            drafts.add("edit", EventType.MESSAGE_EDITED, data);
        }
        return drafts.decided();
    }

    Decision delete(RoomCommand.DeleteMessage delete, RoomRecord room, Found found, Drafts drafts) {
        var message = messageOf(room, delete.messageId(), found);
        if (message == null) {
            return Decision.refused(Failure.notFound("message"));
        }
        boolean author = message.created().sender().id().equals(drafts.actor());
        if (!author && !room.hasRole(drafts.actor(), Role.ADMIN)) {
            return Decision.refused(Failure.forbidden("Only its author or an admin may delete a message"));
        }
        if (!message.isDeleted()) {
            var data = new EventData.MessageDeleted(
                    delete.messageId(), message.created().seq(), drafts.now());
            drafts.add("delete", EventType.MESSAGE_DELETED, data);
        }
        return drafts.decided();
    }

    Decision react(RoomCommand.React react, RoomRecord room, Found found, Drafts drafts) {
        var message = messageOf(room, react.messageId(), found);
        if (message == null) {
            return Decision.refused(Failure.notFound("message"));
        }
        if (message.isDeleted()) {
            return Decision.refused(Failure.conflict("The message has been deleted"));
        }
        var emoji = react.emoji();
        if (emoji.isBlank() || emoji.length() > RoomLimits.EMOJI_LENGTH) {
            return Decision.refused(Failure.invalid("emoji", "must be one emoji"));
        }
        var reacted = message.reactedWith(emoji);
        if (react.active() && reacted.isEmpty() && message.reactions().size() >= RoomLimits.EMOJI_PER_MESSAGE) {
            return Decision.refused(Failure.conflict("The message has too many different reactions"));
        }
        if (reacted.contains(drafts.actor()) != react.active()) {
            var data = new EventData.ReactionUpdated(
                    react.messageId(),
                    message.created().seq(),
                    emoji,
                    drafts.actor(),
                    react.active(),
                    reacted.size() + (react.active() ? 1 : -1));
            drafts.add("react", EventType.REACTION_UPDATED, data);
        }
        return drafts.decided();
    }

    private static @Nullable FoldedMessage messageOf(RoomRecord room, MessageId id, Found found) {
        var message = found.message(id);
        return message != null && message.created().roomId().equals(room.id()) ? message : null;
    }

    private static @Nullable Failure refusalOf(Content content, RoomRecord room) {
        int length = RoomRules.length(content.text());
        if (length < 1 || length > RoomLimits.TEXT) {
            return Failure.invalid("content.text", "must be 1 to " + RoomLimits.TEXT + " characters");
        }
        if (!content.mentions().stream().allMatch(room::isMember)) {
            return Failure.invalid("content.mentions", "must be members of this room");
        }
        return null;
    }
}
