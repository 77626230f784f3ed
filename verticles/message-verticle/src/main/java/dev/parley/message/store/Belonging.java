package dev.parley.message.store;

import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * That a user is, or was, in a room.
 *
 * @param seq the event that made it so
 * @param partner the other one, in a direct room
 */
public record Belonging(long seq, boolean member, @Nullable UserId partner) {}
