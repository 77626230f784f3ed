package dev.parley.message.pipeline;

/** A message node is about to stop in order. */
record NodeGone(String nodeId) {}
