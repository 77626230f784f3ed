package dev.parley.model.contacts;

import dev.parley.model.id.UserId;

/** Ends the contact or withdraws the request, from either side; NOT_FOUND if there is none. */
public record RemoveContact(UserId caller, UserId userId) {}
