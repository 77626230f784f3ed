package dev.parley.model.deadletter;

/** One with its content. */
public record GetDeadLetter(String id) {}
