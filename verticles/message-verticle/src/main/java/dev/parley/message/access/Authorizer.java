package dev.parley.message.access;

import dev.parley.message.room.EventKeys;
import dev.parley.message.room.Found;
import dev.parley.message.room.Head;
import dev.parley.message.room.RoomRecord;
import dev.parley.message.room.RoomRules;
import dev.parley.message.room.RoomState;
import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomReads;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.MessageId;
import dev.parley.model.rooms.AuthorizeCommand;
import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomCommand.AddMembers;
import dev.parley.model.rooms.RoomCommand.CreateRoom;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says beforehand what the consumer would say, by the same {@link RoomRules}: an intent that is refused here is never
 * published. A post needs no store if its room is in memory, so that with MongoDB away members write on.
 */
public final class Authorizer {
    private final RoomRules rules;
    private final RoomReads reads;
    private final RoomCache rooms;
    private final Access access;
    private final BlockGuard blocks;
    private final People people;
    private final StoredLookup stored;
    private final Clock clock;

    public Authorizer(
            Vertx vertx,
            RoomRules rules,
            RoomReads reads,
            RoomCache rooms,
            Access access,
            BlockGuard blocks,
            People people,
            Clock clock) {
        this.rules = rules;
        this.reads = reads;
        this.rooms = rooms;
        this.access = access;
        this.blocks = blocks;
        this.people = people;
        this.stored = new StoredLookup(vertx, reads);
        this.clock = clock;
    }

    public Future<CommandPermit> authorize(AuthorizeCommand request) {
        var command = request.command();
        if (command instanceof PostMessage post) {
            return post(request, post);
        } else if (command instanceof CreateRoom create) {
            return create(request, create);
        } else if (command instanceof AddMembers) {
            return add(request);
        }
        return access.member(request.actor().id(), request.roomId())
                .compose(room -> maySend(request, room).compose(allowed -> decide(request, command, room)));
    }

    private Future<CommandPermit> post(AuthorizeCommand request, PostMessage post) {
        var id = MessageId.of(request.roomId(), request.actor().id(), post.clientMessageId());
        var earlier = stored.find(id); // at the same time
        return access.member(request.actor().id(), request.roomId())
                .compose(room -> blocks.maySend(request.actor().id(), room).map(room))
                .compose(room -> earlier.compose(found -> found.isPresent()
                        ? Future.succeededFuture(new CommandPermit(post, eventOf(found)))
                        : decide(request, post, room)));
    }

    private static @Nullable Event eventOf(Optional<LoggedEvent> found) {
        return found.map(logged -> logged.stored().event()).orElse(null);
    }

    private Future<Void> maySend(AuthorizeCommand request, RoomRecord room) {
        boolean sends =
                request.command() instanceof RoomCommand.EditMessage || request.command() instanceof RoomCommand.React;
        return sends ? blocks.maySend(request.actor().id(), room) : Future.succeededFuture();
    }

    private Future<CommandPermit> create(AuthorizeCommand request, CreateRoom create) {
        return rooms.get(request.roomId())
                .compose(existing -> people.gather(request.actor(), request.userIds(), "memberIds")
                        .compose(members ->
                                decide(request, new CreateRoom(create.type(), create.name(), members), existing)));
    }

    private Future<CommandPermit> add(AuthorizeCommand request) {
        return access.member(request.actor().id(), request.roomId())
                // Whoever may not add anyone learns nothing about the people they name.
                .compose(room -> decide(request, new AddMembers(List.of()), room)
                        .compose(allowed -> people.gather(request.actor(), request.userIds(), "userIds"))
                        .compose(users -> decide(request, new AddMembers(users), room)));
    }

    private Future<CommandPermit> decide(AuthorizeCommand request, RoomCommand command, @Nullable RoomRecord room) {
        var messages = EventKeys.messagesOf(command);
        var known = messages.isEmpty() ? Future.succeededFuture(List.<LoggedEvent>of()) : reads.messages(messages);
        return known.compose(found -> {
            var refusal = refusalOf(request, command, room, found);
            return refusal == null
                    ? Future.succeededFuture(new CommandPermit(command, null))
                    : Future.failedFuture(refusal.asException());
        });
    }

    private @Nullable Failure refusalOf(
            AuthorizeCommand request, RoomCommand command, @Nullable RoomRecord room, List<LoggedEvent> messages) {
        var now = clock.instant();
        var found = new Found();
        messages.forEach(logged -> {
            if (logged.message() != null) {
                found.addMessage(logged.message());
            }
        });
        var intent = new Intent(IntentId.next(), request.roomId(), request.actor(), now, null, command);
        return rules.decide(intent, new RoomState(request.roomId(), room, Head.EMPTY), found, now)
                .failure();
    }
}
