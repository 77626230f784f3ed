package dev.parley.model.live;

/** A gateway node lives and its roster is at {@code version}. Every 2 s; 3 missed ones and it is forgotten. */
public record GatewayBeat(String nodeId, long version) {}
