package dev.parley.model.rooms;

/** A message node is about to stop in order. */
public record MessageNodeGone(String nodeId) {}
