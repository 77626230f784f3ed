package dev.parley.model.live;

/** A gateway node leaves in order: forget its roster at once. */
public record GatewayGone(String nodeId) {}
