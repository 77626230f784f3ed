package dev.parley.model.presence;

/** @param known false if the store has forgotten the node: attach every device again */
public record Lease(boolean known) {}
