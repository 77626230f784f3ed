package dev.parley.model.rooms;

/**
 * A message node is there and consumes, every 2 s; 3 missed ones and it is forgotten.
 *
 * @param connections to the broker so far: with each new one it stands at the end of every partition's line of consumers
 */
public record MessageNodeBeat(String nodeId, long connections) {}
