package dev.parley.contacts;

import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who may ask, answer and take back. Pure: what is stored comes in, what shall be stored goes out. */
final class ContactRules {
    private ContactRules() {}

    /** Which of the two blocks the other. */
    record Blocking(boolean byCaller, boolean byOther) {}

    /**
     * A request to someone who has asked already is an acceptance, also if they were rejected before: the one who
     * rejected has thought better of it. Who was rejected may take the request back (a removal) and ask again; a block
     * is what stops that.
     *
     * @throws FailureException FORBIDDEN if either blocks the other, CONFLICT if it exists
     */
    static Bond request(UserId caller, UserId other, @Nullable Bond existing, Blocking blocking, Instant now) {
        if (blocking.byOther()) {
            throw Failure.forbidden("This user does not take your requests").asException();
        }
        if (blocking.byCaller()) {
            throw Failure.forbidden("You block this user: unblock them first").asException();
        }
        if (existing == null) {
            return Bond.asked(caller, other, now);
        }
        if (existing.status() == Status.ACCEPTED) {
            throw Failure.conflict("This user is a contact already").asException();
        }
        if (existing.askedBy().equals(caller)) {
            throw Failure.conflict("You have asked this user already").asException();
        }
        return existing.with(Status.ACCEPTED, now);
    }

    /**
     * The same answer twice is no error, and a rejection may become an acceptance; an accepted contact is ended by a
     * removal, not by a rejection.
     *
     * @throws FailureException NOT_FOUND without a request, FORBIDDEN for the one who asked, CONFLICT to reject what is
     *     accepted, INVALID_REQUEST for {@code pending}
     */
    static Bond answer(UserId caller, @Nullable Bond existing, Status answer, Instant now) {
        if (answer == Status.PENDING) {
            throw Failure.invalid("status", "must be accepted or rejected").asException();
        }
        if (existing == null) {
            throw Failure.notFound("contact request").asException();
        }
        if (existing.askedBy().equals(caller)) {
            throw Failure.forbidden("Only the one who was asked can answer").asException();
        }
        if (existing.status() == answer) {
            return existing;
        }
        if (existing.status() == Status.ACCEPTED) {
            throw Failure.conflict("This user is a contact already: remove the contact instead")
                    .asException();
        }
        return existing.with(answer, now);
    }
}
