package dev.parley.message.room;

import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message with what its later events made of it.
 *
 * @param created as it was sent
 * @param content null once deleted
 * @param reactions who reacted, by emoji, in the order they did
 * @param edits the seqs of its edits, which a deletion must reach
 * @param foldSeq the newest event that is in here
 */
public record FoldedMessage(
        Message created,
        @Nullable Content content,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        Map<String, Set<UserId>> reactions,
        List<Long> edits,
        long foldSeq) {
    public FoldedMessage {
        reactions = Collections.unmodifiableMap(new LinkedHashMap<>(reactions));
        edits = List.copyOf(edits);
    }

    public static FoldedMessage of(Message created) {
        return new FoldedMessage(created, created.content(), null, null, Map.of(), List.of(), created.seq());
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    public Set<UserId> reactedWith(String emoji) {
        return reactions.getOrDefault(emoji, Set.of());
    }

    /** As {@code viewer} sees it. */
    public Message seenBy(UserId viewer) {
        var counted = reactions.entrySet().stream()
                .map(entry -> new Reaction(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().contains(viewer)))
                .toList();
        return new Message(
                created.id(),
                created.roomId(),
                created.seq(),
                created.sender(),
                created.clientMessageId(),
                content,
                created.replyTo(),
                created.createdAt(),
                editedAt,
                deletedAt,
                counted);
    }

    /** The message after {@code event}; one that is in here already, or is about another message, changes nothing. */
    public FoldedMessage after(Event event) {
        if (event.seq() <= foldSeq) {
            return this;
        } else if (event.data() instanceof EventData.MessageEdited edited) {
            var seqs = new ArrayList<>(edits);
            seqs.add(event.seq());
            // The content of an edit that was purged is null: its deletion follows.
            return new FoldedMessage(
                    created, edited.content(), edited.editedAt(), deletedAt, reactions, seqs, event.seq());
        } else if (event.data() instanceof EventData.MessageDeleted gone) {
            return new FoldedMessage(created, null, editedAt, gone.deletedAt(), Map.of(), edits, event.seq());
        } else if (event.data() instanceof EventData.ReactionUpdated reaction) {
            return new FoldedMessage(
                    created, content, editedAt, deletedAt, reactionsAfter(reaction), edits, event.seq());
        }
        return this;
    }

    private Map<String, Set<UserId>> reactionsAfter(EventData.ReactionUpdated reaction) {
        var users = new LinkedHashSet<>(reactedWith(reaction.emoji()));
        if (reaction.added()) {
            users.add(reaction.userId());
        } else {
            users.remove(reaction.userId());
        }
        var changed = new LinkedHashMap<>(reactions);
        if (users.isEmpty()) {
            changed.remove(reaction.emoji());
        } else {
            changed.put(reaction.emoji(), Collections.unmodifiableSet(users));
        }
        return changed;
    }
}
