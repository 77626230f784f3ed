package dev.parley.model.contacts;

import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/** The caller's contacts, of one status or (null) of all. */
public record ListContacts(UserId caller, Contact.@Nullable Status status) {}
