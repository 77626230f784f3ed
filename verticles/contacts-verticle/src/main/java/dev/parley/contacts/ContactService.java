package dev.parley.contacts;

import dev.parley.contacts.ContactRules.Blocking;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.contacts.AnswerContact;
import dev.parley.model.contacts.Contact;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.contacts.Contacts;
import dev.parley.model.contacts.ListAcceptedContacts;
import dev.parley.model.contacts.ListContacts;
import dev.parley.model.contacts.RemoveContact;
import dev.parley.model.contacts.RequestContact;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.model.id.UserIds;
import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.presence.Acquainted;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contacts: asked for, answered, listed, ended. */
final class ContactService {
    /** Requests of one user's that may stand at once, answered or not. */
    static final int ASKED_AT_MOST = 2_000;

    private final Postgres postgres;
    private final Users users;
    private final LiveDelivery live;
    private final Bus bus;
    private final Clock clock;

    ContactService(Postgres postgres, Users users, LiveDelivery live, Bus bus, Clock clock) {
        this.postgres = postgres;
        this.users = users;
        this.live = live;
        this.bus = bus;
        this.clock = clock;
    }

    Future<Contact> request(RequestContact request) {
        var caller = request.caller();
        var other = request.userId();
        requireOther(caller, other);
        return users.requireBoth(caller, other)
                .compose(both -> postgres.transaction(
                                transaction -> ContactStore.hold(transaction, Pair.of(caller, other))
                                        .compose(held -> decideRequest(transaction, caller, other)))
                        .map(bond -> tell(caller, bond, both)));
    }

    private Future<Bond> decideRequest(Queries transaction, UserId caller, UserId other) {
        var pair = Pair.of(caller, other);
        return BlockStore.between(transaction, caller, other)
                .compose(blocking -> ContactStore.find(transaction, pair)
                        .map(existing -> requested(caller, other, existing, blocking)))
                .compose(bond -> ContactStore.countAskedBy(transaction, caller).compose(asked -> {
                    if (bond.status() == Status.PENDING && asked >= ASKED_AT_MOST) {
                        return Future.failedFuture(Failure.conflict("Too many requests stand: take some back")
                                .asException());
                    }
                    return ContactStore.save(transaction, bond).map(bond);
                }));
    }

    private Bond requested(UserId caller, UserId other, Optional<Bond> existing, Blocking blocking) {
        return ContactRules.request(caller, other, existing.orElse(null), blocking, now());
    }

    Future<Contact> answer(AnswerContact request) {
        var caller = request.caller();
        var other = request.userId();
        requireOther(caller, other);
        var pair = Pair.of(caller, other);
        return users.requireBoth(caller, other)
                .compose(both -> postgres.transaction(transaction -> ContactStore.hold(transaction, pair)
                                .compose(held -> ContactStore.find(transaction, pair))
                                .map(existing -> answered(request, existing))
                                .compose(bond ->
                                        ContactStore.save(transaction, bond).map(bond)))
                        .map(bond -> tell(caller, bond, both)));
    }

    private Bond answered(AnswerContact request, Optional<Bond> existing) {
        return ContactRules.answer(request.caller(), existing.orElse(null), request.status(), now());
    }

    /** Tells every device of both; answers what the caller sees. */
    private Contact tell(UserId caller, Bond bond, Map<UserId, PublicUser> users) {
        var other = bond.otherThan(caller);
        var seenByCaller = bond.seenAs(nameOf(other, users));
        live.add(List.of(caller), EventNames.CONTACT, seenByCaller);
        live.add(List.of(other), EventNames.CONTACT, bond.seenAs(nameOf(caller, users)));
        live.flush();
        if (bond.status() == Status.ACCEPTED) {
            bus.publish(PresenceAddresses.ACQUAINTED, new Acquainted(caller, other));
        }
        return seenByCaller;
    }

    /**
     * The other is not told of a removal: the contract has no event that says "no longer", and a rejection it was not.
     * Their next list is right.
     */
    Future<Done> remove(RemoveContact request) {
        requireOther(request.caller(), request.userId());
        var pair = Pair.of(request.caller(), request.userId());
        return postgres.transaction(transaction ->
                        ContactStore.hold(transaction, pair).compose(held -> ContactStore.delete(transaction, pair)))
                .map(existed -> {
                    if (!existed) {
                        throw Failure.notFound("contact").asException();
                    }
                    return Done.DONE;
                });
    }

    Future<Contacts> list(ListContacts request) {
        var caller = request.caller();
        return ContactStore.list(postgres, caller, request.status())
                .compose(bonds -> users.resolve(bonds.stream()
                                .map(bond -> bond.otherThan(caller))
                                .toList())
                        .map(names -> new Contacts(bonds.stream()
                                .map(bond -> bond.seenAs(nameOf(bond.otherThan(caller), names)))
                                .toList())));
    }

    Future<UserIds> listAccepted(ListAcceptedContacts request) {
        var user = request.userId();
        return ContactStore.list(postgres, user, Status.ACCEPTED)
                .map(bonds -> new UserIds(
                        bonds.stream().map(bond -> bond.otherThan(user)).toList()));
    }

    /** Nobody keeps a deleted account among their contacts. */
    Future<Void> forget(UserId deleted) {
        return postgres.transaction(transaction -> ContactStore.deleteAllOf(transaction, deleted)
                .compose(contacts -> BlockStore.deleteAllOf(transaction, deleted)));
    }

    private static PublicUser nameOf(UserId id, Map<UserId, PublicUser> users) {
        return users.getOrDefault(id, PublicUser.deleted(id));
    }

    static void requireOther(UserId caller, UserId other) {
        if (caller.equals(other)) {
            throw Failure.invalid("userId", "must be another user").asException();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
