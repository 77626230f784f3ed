package dev.parley.model.contacts;

import dev.parley.model.id.UserId;

/** The one asked accepts or rejects: FORBIDDEN for the one who asked, NOT_FOUND without a request. */
public record AnswerContact(UserId caller, UserId userId, Contact.Status status) {}
