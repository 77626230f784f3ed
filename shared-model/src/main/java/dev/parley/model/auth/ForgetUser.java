package dev.parley.model.auth;

import dev.parley.model.id.UserId;

/** The account is gone: what a verticle keeps for that user alone, it keeps no longer. Asking again changes nothing. */
public record ForgetUser(UserId userId) {}
