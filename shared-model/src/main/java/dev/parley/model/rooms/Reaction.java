package dev.parley.model.rooms;

/**
 * One emoji under a message.
 *
 * @param mine whether the one who looks is among the {@code count}; always false in live events
 */
public record Reaction(String emoji, int count, boolean mine) {}
