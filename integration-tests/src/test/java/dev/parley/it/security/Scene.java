package dev.parley.it.security;

import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;

/** Who and what the access matrix and the bad inputs are about. Ann owns the group; Bob is a plain member of it. */
final class Scene {
    final TestUser ann;
    final TestUser bob;
    final TestUser stranger;
    final TestUser blocked;
    final String group;
    final String direct;
    final String directWithBlocked;
    final String message;
    final String session;

    Scene(Parley parley) {
        ann = parley.user("Ann");
        bob = parley.user("Bob");
        stranger = parley.user("Stranger");
        blocked = parley.user("Blocked");
        group = ann.groupRoom("Scene", bob, blocked);
        direct = ann.directRoom(bob);
        directWithBlocked = ann.directRoom(blocked);
        message = ann.post(group, "Ann's own").getString("id");
        session = ann.rest()
                .get("/auth/sessions")
                .expect(200)
                .objects("sessions")
                .get(0)
                .getString("id");
        ann.rest().put("/blocks/" + blocked.id()).expect(204);
    }
}
