package dev.parley.model.contacts;

import java.util.List;

/** A user's contacts, the last changed first. */
public record Contacts(List<Contact> contacts) {
    public Contacts {
        contacts = List.copyOf(contacts);
    }
}
