package dev.parley.model.auth;

import java.time.Instant;

/** Sessions revoked at {@code since} or later: what heals a {@link SessionsRevoked} that a gateway did not hear. */
public record ListRevocations(Instant since) {}
