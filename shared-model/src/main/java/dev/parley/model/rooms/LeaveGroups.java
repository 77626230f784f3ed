package dev.parley.model.rooms;

import dev.parley.model.auth.PublicUser;

/** {@code user}, whose account is gone, leaves every group; whose owner they are, that gets another as when one leaves. */
public record LeaveGroups(PublicUser user) {}
