package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.live.Deliveries;
import dev.parley.model.live.Delivery;
import dev.parley.model.live.LiveAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the doors say of themselves. */
class DoorMetricsTest {
    private final World world = World.open();
    private final MeterRegistry measured = world.gateway.measured;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void socketsAreCountedByDoorWhileTheyAreOpen() {
        var plain = world.ready(world.ann);
        var bridge = world.connect("/eventbus/websocket", Map.of("Authorization", "Bearer " + world.token(world.bob)));
        var sockJs = world.connect("/api/v1/sockjs/websocket", Map.of());

        World.until("counted", () -> sockets("websocket") == 1 && sockets("eventbus") == 1 && sockets("sockjs") == 1);
        World.until("users", () -> gauge("parley.gateway.users") == 2);

        List.of(plain, bridge, sockJs).forEach(TestClient::close);
        World.until("gone", () -> sockets("websocket") + sockets("eventbus") + sockets("sockjs") == 0);
        World.until("no users", () -> gauge("parley.gateway.users") == 0);
        World.until("nothing unsent", () -> gauge("parley.gateway.unsent.bytes") == 0);
    }

    @Test
    void ackIsTimedAndCountedByWhatItSays() {
        var client = world.ready(world.ann);

        assertThat(client.request("message.send", message()).getString("type")).isEqualTo("ack");

        var ack = measured.get("parley.gateway.ack")
                .tag("operation", "message.send")
                .timer();
        World.until("timed", () -> ack.count() == 1);
        assertThat(ack.max(TimeUnit.SECONDS)).isPositive();
        assertThat(count("parley.gateway.messages.accepted", "status", "accepted"))
                .isEqualTo(1);
        assertThat(measured.get("parley.gateway.frames.received").counter().count())
                .isEqualTo(2); // auth, message.send
        World.until("no longer awaited", () -> gauge("parley.gateway.commands.waiting") == 0);
    }

    @Test
    void refusalIsCountedByItsCodeAndNotTimed() {
        var client = world.ready(world.ann);

        assertThat(client.request("message.send", new JsonObject()).getString("type"))
                .isEqualTo("error");
        assertThat(client.request("no.such", null).getString("type")).isEqualTo("error");

        assertThat(measured.get("parley.gateway.errors")
                        .tags("door", "realtime", "code", "INVALID_REQUEST")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(measured.get("parley.gateway.ack")
                        .tag("operation", "message.send")
                        .timer()
                        .count())
                .isZero();
    }

    @Test
    void eventIsTimedOnceAndCountedForEachSocket() {
        var one = world.ready(world.ann);
        var two = world.ready(world.ann);
        var frame = "{\"type\":\"message.created\"}";

        world.bus.send(
                LiveAddresses.deliver(TestGateway.NODE),
                new Deliveries(List.of(
                        new Delivery(
                                List.of(world.ann.id()),
                                "message.created",
                                Instant.now().minusSeconds(3),
                                frame,
                                null),
                        new Delivery(List.of(world.bob.id()), "message.created", Instant.now(), frame, null),
                        new Delivery(
                                List.of(world.ann.id()), "of.another.version", null, "{\"type\":\"new\"}", null))));

        assertThat(one.event("new")).isNotNull();
        assertThat(two.event("new")).isNotNull();
        assertThat(count("parley.gateway.events.delivered", "type", "message.created"))
                .isEqualTo(2);
        World.until("counted", () -> count("parley.gateway.events.delivered", "type", "other") == 2);
        var latency = measured.get("parley.gateway.delivery").timer();
        assertThat(latency.count()).isEqualTo(1); // nobody got bob's
        assertThat(latency.max(TimeUnit.SECONDS)).isGreaterThanOrEqualTo(3);
    }

    private static JsonObject message() {
        return new JsonObject()
                .put("roomId", new RoomId("r1").value())
                .put("clientMessageId", new ClientMessageId(UUID.randomUUID().toString()).value())
                .put("content", new JsonObject().put("text", "hello"));
    }

    private double sockets(String door) {
        return measured.get("parley.gateway.sockets").tag("door", door).gauge().value();
    }

    private double gauge(String name) {
        return measured.get(name).gauge().value();
    }

    private double count(String name, String label, String value) {
        return measured.get(name).tag(label, value).counter().count();
    }
}
