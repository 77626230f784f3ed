package dev.parley.model.rooms;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RoomCommand} on its way through the broker: who wants what of which room.
 *
 * @param id the same id redelivered has its effect once
 * @param actor whom the gateway knows by their token
 * @param at when the gateway took it
 * @param replyNode the gateway node that waits for the {@link IntentOutcome}, or null if nobody does
 */
public record Intent(
        IntentId id,
        RoomId roomId,
        PublicUser actor,
        Instant at,
        @Nullable String replyNode,
        RoomCommand command) {}
