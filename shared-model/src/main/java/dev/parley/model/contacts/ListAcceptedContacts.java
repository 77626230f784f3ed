package dev.parley.model.contacts;

import dev.parley.model.id.UserId;

/** Ids of the user's accepted contacts. */
public record ListAcceptedContacts(UserId userId) {}
