package dev.parley.message.pipeline;

/**
 * A message node is there and consumes.
 *
 * @param connections to the broker so far: with each new one it stands at the end of every partition's line of consumers
 */
record NodeBeat(String nodeId, long connections) {}
