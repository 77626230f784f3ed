package dev.parley.gateway.rest;

import dev.parley.gateway.request.Choices;
import dev.parley.gateway.request.Fields;
import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.AnswerContact;
import dev.parley.model.contacts.Contact.Status;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.contacts.ListContacts;
import dev.parley.model.contacts.RemoveContact;
import dev.parley.model.contacts.RequestContact;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Asking people, being asked, and parting. */
final class ContactRoutes {
    private static final Map<String, Status> STATUSES = Choices.of(List.of(Status.values()), Status::wire);
    private static final Map<String, Status> ANSWERS =
            Choices.of(List.of(Status.ACCEPTED, Status.REJECTED), Status::wire);

    private final Bus bus;

    ContactRoutes(Bus bus) {
        this.bus = bus;
    }

    void mount(Rest rest) {
        rest.get("/contacts", this::list);
        rest.post("/contacts", this::ask);
        rest.patch("/contacts/{userId}", this::answer);
        rest.delete("/contacts/{userId}", this::remove);
    }

    private Future<Answer> list(RestRequest request) {
        var fields = Fields.of(request.query());
        var status = fields.optionalChoice("status", STATUSES);
        fields.check();
        return bus.request(
                        ContactsAddresses.LIST,
                        new ListContacts(request.caller().userId(), status))
                .map(Answer::ok);
    }

    private Future<Answer> ask(RestRequest request) {
        var fields = Fields.of(request.body());
        var command = new RequestContact(request.caller().userId(), fields.userId("userId"));
        fields.check();
        return bus.request(ContactsAddresses.REQUEST, command).map(Answer::created);
    }

    private Future<Answer> answer(RestRequest request) {
        var fields = Fields.of(request.body());
        var command =
                new AnswerContact(request.caller().userId(), fields.userId("userId"), fields.choice("status", ANSWERS));
        fields.check();
        return bus.request(ContactsAddresses.ANSWER, command).map(Answer::ok);
    }

    private Future<Answer> remove(RestRequest request) {
        var userId = new UserId(request.path().getString("userId"));
        return bus.request(
                        ContactsAddresses.REMOVE,
                        new RemoveContact(request.caller().userId(), userId))
                .map(Answer::nothing);
    }
}
