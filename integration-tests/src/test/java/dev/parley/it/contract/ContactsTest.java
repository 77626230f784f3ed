package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Asking, accepting, rejecting, ending. */
@ExtendWith(SharedParley.class)
class ContactsTest {
    private final Parley parley;
    private final TestUser ann;
    private final TestUser bob;

    ContactsTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
    }

    @Test
    void askingMakesAPendingContactThatEachSeesFromTheirSide() {
        var asked = ask(ann, bob).expect(201).json();

        assertThat(asked.getJsonObject("user").getString("id")).isEqualTo(bob.id());
        assertThat(asked.getString("status")).isEqualTo("pending");
        assertThat(asked.getString("direction")).isEqualTo("outgoing");
        var seenByBob = contacts(bob, "").get(0);
        assertThat(seenByBob.getJsonObject("user").getString("id")).isEqualTo(ann.id());
        assertThat(seenByBob.getString("direction")).isEqualTo("incoming");
    }

    @Test
    void theAskedHearsOfItLiveAndTheAskerOfTheAnswer() {
        try (var atBob = bob.connect();
                var atAnn = ann.connect()) {
            ask(ann, bob).expect(201);
            var request = atBob.inbox().await("contact");
            assertThat(request.getJsonObject("user").getString("id")).isEqualTo(ann.id());
            assertThat(request.getString("status")).isEqualTo("pending");

            answer(bob, ann, "accepted").expect(200);

            var accepted = atAnn.inbox()
                    .await("contact", contact -> contact.getString("status").equals("accepted"));
            assertThat(accepted.getJsonObject("user").getString("id")).isEqualTo(bob.id());
        }
    }

    @Test
    void acceptedContactsAreListedByStatus() {
        ask(ann, bob).expect(201);

        var accepted = answer(bob, ann, "accepted").expect(200).json();

        assertThat(accepted.getString("status")).isEqualTo("accepted");
        assertThat(contacts(ann, "?status=accepted")).hasSize(1);
        assertThat(contacts(ann, "?status=pending")).isEmpty();
        ann.rest().get("/contacts?status=fond").invalid("status");
    }

    @Test
    void askingSomeoneWhoHasAskedAlreadyIsAnAcceptance() {
        ask(ann, bob).expect(201);

        assertThat(ask(bob, ann).expect(201).json().getString("status")).isEqualTo("accepted");
        assertThat(contacts(ann, "?status=accepted")).hasSize(1);
    }

    @Test
    void askingTwiceIsAConflict() {
        ask(ann, bob).expect(201);

        ask(ann, bob).refused(409, "CONFLICT");
        answer(bob, ann, "accepted").expect(200);
        ask(bob, ann).refused(409, "CONFLICT");
    }

    @Test
    void onlyTheAskedMayAnswer() {
        ask(ann, bob).expect(201);

        answer(ann, bob, "accepted").refused(403, "FORBIDDEN");
        answer(parley.user("Cat"), ann, "accepted").refused(404, "NOT_FOUND");
        answer(bob, ann, "pending").invalid("status");
        assertThat(answer(bob, ann, "rejected").expect(200).json().getString("status"))
                .isEqualTo("rejected");
    }

    @Test
    void eitherSideMayEndIt() {
        ann.befriend(bob);

        bob.rest().delete("/contacts/" + ann.id()).expect(204);

        assertThat(contacts(ann, "")).isEmpty();
        assertThat(contacts(bob, "")).isEmpty();
        ann.rest().delete("/contacts/" + bob.id()).refused(404, "NOT_FOUND");
        ask(ann, bob).expect(201);
    }

    @Test
    void strangersWhoDoNotExistAndOneselfCannotBeAsked() {
        ann.rest()
                .post(
                        "/contacts",
                        new JsonObject().put("userId", UUID.randomUUID().toString()))
                .refused(404, "NOT_FOUND");
        ask(ann, ann).invalid("userId");
        ann.rest().post("/contacts", new JsonObject()).invalid("userId");
        ann.rest().post("/contacts", new JsonObject().put("userId", "no id!")).invalid("userId");
    }

    private static Answer ask(TestUser one, TestUser other) {
        return one.rest().post("/contacts", new JsonObject().put("userId", other.id()));
    }

    private static Answer answer(TestUser one, TestUser other, String status) {
        return one.rest().patch("/contacts/" + other.id(), new JsonObject().put("status", status));
    }

    private static List<JsonObject> contacts(TestUser user, String query) {
        return user.rest().get("/contacts" + query).expect(200).objects("contacts");
    }
}
