package dev.parley.message.room;

import dev.parley.model.id.MessageId;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomCommand.AddMembers;
import dev.parley.model.rooms.RoomCommand.ChangeRole;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import dev.parley.model.rooms.RoomCommand.RemoveMember;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which unique key an event is stored.
 *
 * <p><b>Invariant: stored once.</b> An event's key is unique; a message's key is its id, which is derived from room,
 * sender and clientMessageId. Duplicates are found before a seq is taken. Every other key is made of its intent's id
 * and what was done, so that an intent delivered again has its effect once.
 */
public final class EventKeys {
    private EventKeys() {}

    /** What makes another the owner when one leaves. */
    static final String HEIR = "heir";

    /** The keys under which the events of {@code intent} may be stored already, in their order. */
    public static List<String> of(Intent intent) {
        var command = intent.command();
        if (command instanceof PostMessage post) {
            return List.of(ofMessage(intent, post));
        } else if (command instanceof AddMembers add) {
            return add.users().stream()
                    .map(user -> key(intent, "join/" + user.id()))
                    .distinct()
                    .toList();
        } else if (command instanceof ChangeRole change) {
            return List.of(
                    key(intent, "role/" + change.userId()),
                    key(intent, "role/" + intent.actor().id()));
        } else if (command instanceof RemoveMember remove) {
            return List.of(key(intent, HEIR), key(intent, "leave/" + remove.userId()));
        }
        return List.of(key(intent, what(command)));
    }

    /** The messages that have to be known to decide. */
    public static Set<MessageId> messagesOf(RoomCommand command) {
        var messages = new LinkedHashSet<MessageId>();
        addIfPresent(messages, target(command));
        return messages;
    }

    private static @Nullable MessageId target(RoomCommand command) {
        if (command instanceof RoomCommand.EditMessage edit) {
            return edit.messageId();
        } else if (command instanceof RoomCommand.DeleteMessage delete) {
            return delete.messageId();
        } else if (command instanceof RoomCommand.React react) {
            return react.messageId();
        }
        return command instanceof PostMessage post ? post.replyTo() : null;
    }

    private static void addIfPresent(Set<MessageId> messages, @Nullable MessageId message) {
        if (message != null) {
            messages.add(message);
        }
    }

    static String ofMessage(Intent intent, PostMessage post) {
        return MessageId.of(intent.roomId(), intent.actor().id(), post.clientMessageId())
                .value();
    }

    static String key(Intent intent, String what) {
        return intent.id() + "/" + what;
    }

    static String what(RoomCommand command) {
        if (command instanceof RoomCommand.EditMessage) {
            return "edit";
        } else if (command instanceof RoomCommand.DeleteMessage) {
            return "delete";
        } else if (command instanceof RoomCommand.React) {
            return "react";
        } else if (command instanceof RoomCommand.CreateRoom) {
            return "create";
        }
        return command instanceof RoomCommand.UpdateRoom ? "update" : "delete-room";
    }
}
