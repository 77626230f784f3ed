package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins get nowhere, unless they are on the list. */
@ExtendWith(SharedParley.class)
class OriginTest {
    private static final String FOREIGN = "https://evil.example";

    private final Parley parley;

    OriginTest(Parley parley) {
        this.parley = parley;
    }

    @ParameterizedTest
    @EnumSource
    void doorsOpenForTheirOwnOriginAndForNoBrowserAtAll(Door door) {
        assertThat(door.upgrade(parley, Map.of("Origin", parley.baseUri().toString())))
                .isEqualTo(101);
        assertThat(door.upgrade(parley, Map.of())).isEqualTo(101);
    }

    @ParameterizedTest
    @EnumSource
    void doorsStayShutForForeignOrigins(Door door) {
        for (var origin : new String[] {FOREIGN, "null", parley.baseUri() + ".evil.example", "https://localhost:1"}) {
            assertThat(door.upgrade(parley, Map.of("Origin", origin)))
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/sockjs", "/eventbus"})
    void sockJsWithoutWebSocketStaysShutToo(String door) {
        var session = door + "/000/" + UUID.randomUUID();
        var foreign = parley.anonymous().with("Origin", FOREIGN);

        for (var transport : new String[] {"/xhr", "/xhr_streaming", "/xhr_send"}) {
            var answer = foreign.exchange("POST", session + transport, "[\"x\"]", "text/plain");
            assertThat(answer.status()).as(transport).isEqualTo(403);
            assertThat(answer.header("access-control-allow-origin")).isEmpty();
        }
        assertThat(foreign.fetch(door + "/info").header("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void foreignPagesCanChangeNothingByRestAndReadNoAnswer() {
        var user = parley.user("Origin");
        var foreign = user.rest().with("Origin", FOREIGN);
        var change = new JsonObject().put("displayName", "Changed");

        foreign.put("/users/me", change).refused(403, "FORBIDDEN");
        assertThat(foreign.get("/users/me").header("access-control-allow-origin"))
                .isEmpty();
        user.rest()
                .with("Origin", parley.baseUri().toString())
                .put("/users/me", change)
                .expect(200);
    }
}
