package dev.parley.model.presence;

/**
 * A gateway node lives. Its devices count only as long as it says so: every 5 s, and 15 s after the last one they are
 * gone.
 */
public record RenewLease(String nodeId) {}
