package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is writing: told to the others, kept nowhere. */
@ExtendWith(SharedParley.class)
class TypingTest {
    private final Parley parley;
    private final TestUser ann;
    private final TestUser bob;
    private final String room;

    TypingTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
        this.room = ann.directRoom(bob);
    }

    @Test
    void othersHearThatOneTypesAndStops() {
        try (var atAnn = ann.connect();
                var atBob = bob.connect()) {
            atAnn.request("typing", typing(true)).ok();
            var started = atBob.inbox().await("typing");
            assertThat(started)
                    .isEqualTo(new JsonObject()
                            .put("roomId", room)
                            .put("userId", ann.id())
                            .put("active", true));

            atAnn.request("typing", typing(false)).ok();

            atBob.inbox().await("typing", event -> !event.getBoolean("active"));
        }
    }

    @Test
    void typingTakesNoPlaceInTheLog() {
        var before = ann.rest().get("/rooms/" + room).expect(200).json().getLong("lastSeq");
        try (var atAnn = ann.connect()) {
            atAnn.request("typing", typing(true)).ok();
        }

        assertThat(ann.rest().get("/rooms/" + room).expect(200).json().getLong("lastSeq"))
                .isEqualTo(before);
    }

    @Test
    void strangersCannotTypeIntoARoom() {
        try (var atStranger = parley.user("Stranger").connect();
                var atAnn = ann.connect()) {
            atStranger.request("typing", typing(true)).refused("FORBIDDEN");
            atAnn.request("typing", new JsonObject().put("roomId", room)).refused("INVALID_REQUEST");
        }
    }

    private JsonObject typing(boolean active) {
        return new JsonObject().put("roomId", room).put("active", active);
    }
}
