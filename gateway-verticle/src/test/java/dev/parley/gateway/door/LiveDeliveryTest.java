package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.Deliveries;
import dev.parley.model.live.Delivery;
import dev.parley.model.live.GetRoster;
import dev.parley.model.live.LiveAddresses;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.LiveData;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagePage;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From whoever delivers to the sockets of those who are told. */
class LiveDeliveryTest {
    private static final RoomId ROOM = new RoomId("r1");

    private final World world = World.open();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void eventReachesEverySocketOfEachRecipientOnEveryDoorInOrderAndNobodyElse() {
        var speakers = Arrays.stream(Speaker.values())
                .map(door -> {
                    var speaker = door.open(world);
                    speaker.authenticate(world.token(world.ann), world.ann.id());
                    // What is answered after the registration was done after it.
                    assertThat(speaker.request("ping", null)).isNotNull();
                    return speaker;
                })
                .toList();
        var bob = world.ready(world.bob);
        var bystander = world.ready(World.user("carl"));
        awaitAttached(world.ann.id(), world.bob.id());

        for (int i = 0; i < 50; i++) {
            typing(List.of(world.ann.id(), world.bob.id()), "user-" + i);
        }

        for (int i = 0; i < 50; i++) {
            var expected = new JsonObject()
                    .put("type", "typing")
                    .put(
                            "data",
                            new JsonObject()
                                    .put("roomId", ROOM.value())
                                    .put("userId", "user-" + i)
                                    .put("active", true));
            for (var speaker : speakers) {
                assertThat(speaker.event("typing")).isEqualTo(expected);
            }
            assertThat(bob.event("typing")).isEqualTo(expected);
        }
        assertThat(bystander.texts()).isEmpty();
    }

    @Test
    void roomInFrontOfTheUserIsAnnouncedUntilTheyLookAwayLeaveOrGo() {
        var client = world.ready(world.ann);
        awaitAttached(world.ann.id());

        focus(client, "r1");
        World.until("looking", () -> world.rooms.directory.isLooking(world.ann.id(), ROOM));
        focus(client, null);
        World.until("looked away", () -> !world.rooms.directory.isLooking(world.ann.id(), ROOM));

        focus(client, "r1");
        World.until("looking", () -> world.rooms.directory.isLooking(world.ann.id(), ROOM));
        world.bus.send(
                LiveAddresses.deliver(TestGateway.NODE),
                new Deliveries(List.of(new Delivery(
                        List.of(world.ann.id()), "member.left", null, "{\"type\":\"member.left\"}", ROOM))));
        assertThat(client.event("member.left")).isNotNull();
        World.until("left", () -> !world.rooms.directory.isLooking(world.ann.id(), ROOM));

        focus(client, "r1");
        World.until("looking", () -> world.rooms.directory.isLooking(world.ann.id(), ROOM));
        client.close();
        World.until("gone", () -> !world.rooms.directory.isAttached(world.ann.id()));
        assertThat(world.rooms.directory.isLooking(world.ann.id(), ROOM)).isFalse();
    }

    @Test
    void rosterNamesEveryoneOnceWithAllTheyLookAt() {
        var one = world.ready(world.ann);
        var two = world.ready(world.ann);
        focus(one, "r1");
        focus(two, "r2");

        var roster = World.await(world.bus.request(LiveAddresses.roster(TestGateway.NODE), new GetRoster()));

        assertThat(roster.nodeId()).isEqualTo(TestGateway.NODE);
        assertThat(roster.users()).hasSize(1);
        assertThat(roster.users().get(0).userId()).isEqualTo(world.ann.id());
        assertThat(roster.users().get(0).looking()).isEqualTo(Set.of(ROOM, new RoomId("r2")));
        assertThat(roster.version()).isEqualTo(3);
    }

    @Test
    void nodeThatLeavesIsForgottenAtOnce() {
        var client = world.ready(world.ann);
        awaitAttached(world.ann.id());

        world.gateway.leave();

        assertThat(client.closeCode()).isEqualTo(1012);
        World.until(
                "forgotten", () -> world.rooms.directory.nodesOf(world.ann.id()).isEmpty());
    }

    @Test
    void consumerThatDoesNotReadIsClosedWith4508AndTheOthersNoticeNothing() {
        var slow = world.ready(world.ann);
        var quick = world.ready(world.bob);
        awaitAttached(world.ann.id(), world.bob.id());
        slow.socket().pause();

        // More than the kernel buffers for one socket, and the gateway's 256 KiB on top.
        var filler = "x".repeat(100_000);
        for (int sent = 0; sent < 400 && world.gateway.realtime().userCount() == 2; sent++) {
            World.await(world.rooms.deliver(List.of(world.ann.id()), "contact", filler));
        }

        World.until("given up", () -> world.gateway.realtime().userCount() == 1);
        assertThat(world.gateway
                        .measured
                        .get("parley.gateway.closes")
                        .tag("code", "4508")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(quick.request("ping", null).getString("type")).isEqualTo("pong");
        slow.socket().resume();
        assertThat(slow.closeCode()).isEqualTo(4508);
    }

    @Test
    void consumerThatNeverReadsAgainIsCutOff() {
        var frozen = world.ready(world.ann);
        awaitAttached(world.ann.id());
        int before = world.openChannels();
        frozen.socket().pause();
        var filler = "x".repeat(100_000);
        for (int sent = 0; sent < 400 && world.gateway.realtime().userCount() == 1; sent++) {
            World.await(world.rooms.deliver(List.of(world.ann.id()), "contact", filler));
        }
        World.until("given up", () -> world.gateway.realtime().userCount() == 0);

        World.until("cut off", () -> world.openChannels() < before);
        frozen.socket().resume();
    }

    @Test
    void whatASocketGetsInOneTickIsFlushedAtOnce() {
        var client = world.ready(world.ann);
        awaitAttached(world.ann.id());
        var flushes = world.gateway.countFlushes();

        var to = List.of(world.ann.id());
        world.bus.send(
                LiveAddresses.deliver(TestGateway.NODE),
                new Deliveries(IntStream.range(0, 100)
                        .mapToObj(i -> new Delivery(to, "notification", null, "{\"type\":\"n" + i + "\"}", null))
                        .toList()));

        assertThat(client.event("n99")).isNotNull();
        assertThat(flushes.get()).isBetween(1, 2);
    }

    @Test
    void oneBigAnswerMakesNobodySlow() {
        world.rooms.page = new MessagePage(
                IntStream.range(1, 101)
                        .mapToObj(i -> message(i, "ü".repeat(4_000)))
                        .toList(),
                true);
        var client = world.ready(world.ann);

        for (int i = 0; i < 3; i++) {
            var page = client.request(
                    "history", new JsonObject().put("roomId", "r1").put("limit", 100));
            assertThat(page.getJsonObject("data").getJsonArray("messages")).hasSize(100);
        }

        assertThat(client.request("ping", null).getString("type")).isEqualTo("pong");
    }

    private void typing(List<UserId> to, String who) {
        World.await(world.rooms.deliver(to, "typing", new LiveData.Typing(ROOM, new UserId(who), true)));
    }

    private void awaitAttached(UserId... users) {
        for (var user : users) {
            World.until("attached", () -> world.rooms.directory.isAttached(user));
        }
    }

    private static void focus(TestClient client, @Nullable String roomId) {
        assertThat(client.request("room.focus", new JsonObject().put("roomId", roomId))
                        .getString("type"))
                .isEqualTo("ack");
    }

    private Message message(long seq, String text) {
        return new Message(
                new MessageId("m" + seq),
                ROOM,
                seq,
                world.ann,
                new ClientMessageId(UUID.randomUUID().toString()),
                new Content(text, List.of()),
                null,
                Instant.now(),
                null,
                null,
                List.of());
    }
}
