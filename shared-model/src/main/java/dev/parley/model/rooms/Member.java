package dev.parley.model.rooms;

import dev.parley.model.auth.PublicUser;
import java.time.Instant;

/** A member with their role and how far they have received and read. */
public record Member(PublicUser user, Role role, Instant joinedAt, long deliveredSeq, long readSeq) {}
