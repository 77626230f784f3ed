package dev.parley.message;

import static dev.parley.message.Await.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.BreakableWire;
import dev.parley.broker.Broker;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.message.room.Retention;
import dev.parley.message.store.RoomLog;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.AuthorizeCommand;
import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.ListEvents;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import dev.parley.model.rooms.RoomType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Everything around the verticle: broker, store, people, a gateway. Closed after each test. */
final class World implements AutoCloseable {
    static final int PARTITIONS = 2;
    private static final Duration SWEEP = Duration.ofMillis(20);

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final TestBroker brokerServer = TestBroker.start();
    final TestMongo mongoServer = new TestMongo();
    final BreakableWire mongoWire = await(BreakableWire.to(vertx, mongoServer.port()));
    final BreakableWire brokerWire = await(BreakableWire.to(vertx, brokerServer.port()));
    final FakePeople people = new FakePeople(vertx);
    final FakeGateway gateway = new FakeGateway(vertx);
    final Broker publisher = await(Broker.connect(vertx, brokerServer.config(PARTITIONS), "test"));

    /** Of the verticles that are deployed from then on. */
    Clock clock = Clock.systemUTC();

    Duration retention = Duration.ZERO;

    final MeterRegistry measured = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(measured);

    final PublicUser ada = people.add("ada");
    final PublicUser bob = people.add("bob");
    final PublicUser cy = people.add("cy");

    /** Deploys the verticle, through wires that can be cut. */
    @CanIgnoreReturnValue
    String deploy() {
        return deploy(log -> log);
    }

    @CanIgnoreReturnValue
    String deploy(UnaryOperator<RoomLog> around) {
        return deploy(around, brokerWire);
    }

    @CanIgnoreReturnValue
    String deploy(UnaryOperator<RoomLog> around, BreakableWire wire) {
        var mongo = new MongoConfig("mongodb://127.0.0.1:" + mongoWire.port(), "parley");
        var config = new MessageConfig(
                mongo, brokerServer.config(wire.port(), PARTITIONS), 5, new Retention(retention), SWEEP);
        return await(vertx.deployVerticle(new MessageVerticle(config, clock, around, metrics)));
    }

    /** Deploys the verticle with a log that a test can disturb. */
    DisturbedLog deployDisturbed(BreakableWire wire) {
        var logs = new CopyOnWriteArrayList<DisturbedLog>();
        deploy(
                log -> {
                    var disturbed = new DisturbedLog(log);
                    logs.add(disturbed);
                    return disturbed;
                },
                wire);
        return logs.get(0);
    }

    /** Sends a command past the gateway's question, as someone would who asked a moment too early. */
    Future<IntentOutcome> send(PublicUser actor, RoomId room, RoomCommand command) {
        return send(new Intent(IntentId.next(), room, actor, clock.instant(), FakeGateway.NODE, command));
    }

    Future<IntentOutcome> send(Intent intent) {
        var outcome = gateway.expect(intent.id()).future();
        var body = Buffer.buffer(Json.encodeBytes(intent));
        return publish(intent.roomId(), body).compose(confirmed -> outcome);
    }

    Future<Void> publish(RoomId room, Buffer body) {
        return publisher.publish(Topology.ROOMS_EXCHANGE, Topology.roomsKey(room.partition(PARTITIONS)), body);
    }

    /** As a gateway does it: asks, then publishes what was permitted. */
    Future<IntentOutcome> perform(PublicUser actor, RoomId room, RoomCommand command, UserId... people) {
        return authorize(actor, room, command, people).compose(permit -> send(actor, room, permit.command()));
    }

    Future<CommandPermit> authorize(PublicUser actor, RoomId room, RoomCommand command, UserId... people) {
        return ask(RoomAddresses.AUTHORIZE, new AuthorizeCommand(room, actor, command, Arrays.asList(people)));
    }

    <Q extends Record, R extends Record> Future<R> ask(Address<Q, R> address, Q request) {
        return bus.request(address, request);
    }

    /** A group of {@code owner} and the others. */
    @CanIgnoreReturnValue
    RoomId group(PublicUser owner, PublicUser... others) {
        var room = RoomId.next();
        var ids = Arrays.stream(others).map(PublicUser::id).toArray(UserId[]::new);
        await(perform(owner, room, new RoomCommand.CreateRoom(RoomType.GROUP, "Group", List.of()), ids));
        return room;
    }

    @CanIgnoreReturnValue
    RoomId direct(PublicUser one, PublicUser other) {
        var room = RoomId.direct(one.id(), other.id());
        await(perform(one, room, new RoomCommand.CreateRoom(RoomType.DIRECT, null, List.of()), other.id()));
        return room;
    }

    static PostMessage text(String text) {
        return new PostMessage(new ClientMessageId(UUID.randomUUID().toString()), new Content(text, List.of()), null);
    }

    @CanIgnoreReturnValue
    IntentOutcome post(PublicUser sender, RoomId room, String text) {
        return await(send(sender, room, text(text)));
    }

    /** The whole log, page by page. */
    List<Event> log(PublicUser reader, RoomId room) {
        var events = new ArrayList<Event>();
        boolean more = true;
        while (more) {
            long after = events.isEmpty() ? 0 : events.get(events.size() - 1).seq();
            var page = await(ask(RoomAddresses.EVENTS, new ListEvents(reader.id(), room, after, 500)));
            events.addAll(page.events());
            more = page.hasMore();
        }
        return events;
    }

    @Override
    public void close() {
        brokerWire.mend();
        mongoWire.mend();
        await(publisher.close());
        await(vertx.close());
        mongoServer.close();
        brokerServer.close();
    }
}
