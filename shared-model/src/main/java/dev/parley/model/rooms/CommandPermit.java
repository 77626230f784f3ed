package dev.parley.model.rooms;

import org.jspecify.annotations.Nullable;

/**
 * The command may be published.
 *
 * @param command as it is to be published: with the names of the people it adds filled in
 * @param stored the event that a PostMessage with this clientMessageId became earlier: answer with it, publish nothing
 */
public record CommandPermit(RoomCommand command, @Nullable Event stored) {}
