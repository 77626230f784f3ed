package dev.parley.contacts;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.contacts.Contact;
import dev.parley.model.contacts.Contact.Direction;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.id.UserId;
import java.time.Instant;

/** What is between the two of a pair, as it is stored: once, seen by each from their own side. */
record Bond(Pair pair, UserId askedBy, Status status, Instant createdAt, Instant updatedAt) {
    static Bond asked(UserId caller, UserId other, Instant now) {
        return new Bond(Pair.of(caller, other), caller, Status.PENDING, now, now);
    }

    Bond with(Status changed, Instant now) {
        return new Bond(pair, askedBy, changed, createdAt, now);
    }

    UserId otherThan(UserId viewer) {
        return viewer.equals(pair.low()) ? pair.high() : pair.low();
    }

    /** @param other the one of the two who is not the viewer */
    Contact seenAs(PublicUser other) {
        var direction = askedBy.equals(other.id()) ? Direction.INCOMING : Direction.OUTGOING;
        return new Contact(other, status, direction, createdAt, updatedAt);
    }
}
