package dev.parley.gateway.rooms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.broker.Broker;
import dev.parley.broker.IntentPublisher;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.gateway.auth.Caller;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.AuthorizeCommand;
import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.IntentOutcomes;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand.AddMembers;
import dev.parley.model.rooms.RoomCommand.DeleteMessage;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The gate on a real broker; message-verticle behind it is played by a consumer of the room's queue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandGateTest {
    private static final int PARTITIONS = 2;
    private static final String NODE = "n1";

    /** Of each test its own: what one leaves in the queue is nothing to the next. */
    private RoomId room = RoomId.next();

    private final Caller ann = new Caller(
            new PublicUser(UserId.next(), "ann", "Ann"),
            SessionId.next(),
            Instant.now().plusSeconds(900),
            false);
    private final BlockingQueue<Intent> consumed = new LinkedBlockingQueue<>();
    private final BlockingQueue<AuthorizeCommand> asked = new LinkedBlockingQueue<>();
    private volatile Function<AuthorizeCommand, Future<CommandPermit>> authorize;

    private TestBroker amqp;
    private Vertx vertx;
    private Bus bus;
    private Broker broker;
    private CommandGate gate;

    @BeforeAll
    void startBroker() {
        amqp = TestBroker.start();
    }

    @AfterAll
    void stopBroker() {
        amqp.close();
    }

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        bus = new Bus(vertx);
        consumed.clear();
        asked.clear();
        room = RoomId.next();
        authorize = ask -> Future.succeededFuture(new CommandPermit(ask.command(), null));
        broker = Broker.connect(vertx, amqp.config(PARTITIONS), "gate").await(30, TimeUnit.SECONDS);
        var publisher = IntentPublisher.of(broker, PARTITIONS);
        bus.serve(RoomAddresses.AUTHORIZE, ask -> {
                    asked.add(ask);
                    return authorize.apply(ask);
                })
                .await(10, TimeUnit.SECONDS);
        gate = CommandGate.start(vertx, bus, publisher, NODE, Clock.systemUTC(), Metrics.none())
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        broker.close().await(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void confirmAloneIsAcceptedAndTheIntentIsInTheRoomsQueue() throws Exception {
        var post = post();

        var ack = send(post);

        assertThat(ack.status()).isEqualTo("accepted");
        assertThat(ack.seq()).isNull();
        assertThat(ack.messageId()).isEqualTo(MessageId.of(room, ann.userId(), post.clientMessageId()));
        assertThat(gate.waiting()).isZero();
        consume(intent -> null);
        var intent = consumed.poll(10, TimeUnit.SECONDS);
        assertThat(intent).isNotNull();
        assertThat(intent.command()).isEqualTo(post);
        assertThat(intent.actor()).isEqualTo(ann.user());
        assertThat(intent.replyNode()).isEqualTo(NODE);
    }

    @Test
    void messageSentBeforeIsAnsweredFromTheLogAndNotPublished() throws Exception {
        authorize = ask -> Future.succeededFuture(new CommandPermit(ask.command(), created(7)));

        var ack = send(post());

        assertThat(ack.status()).isEqualTo("stored");
        assertThat(ack.seq()).isEqualTo(7);
        assertThat(gate.postAndStore(ann, room, post())
                        .await(10, TimeUnit.SECONDS)
                        .seq())
                .isEqualTo(7);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void commandIsAnsweredWithItsOutcome() throws Exception {
        consume(intent -> new IntentOutcome(intent.id(), room, null, List.of(created(3)), null, false));

        var outcome =
                gate.perform(ann, room, new DeleteMessage(new MessageId("m"))).await(10, TimeUnit.SECONDS);

        assertThat(outcome.events()).hasSize(1);
        assertThat(gate.postAndStore(ann, room, post())
                        .await(10, TimeUnit.SECONDS)
                        .seq())
                .isEqualTo(3);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void refusalByTheConsumerReachesWhoeverWaits() throws Exception {
        consume(intent -> new IntentOutcome(
                intent.id(), room, Failure.forbidden("Not a member any more"), List.of(), null, false));

        assertThat(refusal(gate.perform(ann, room, new DeleteMessage(new MessageId("m")))))
                .isEqualTo(FailureCode.FORBIDDEN);
        assertThat(refusal(gate.postAndStore(ann, room, post()))).isEqualTo(FailureCode.FORBIDDEN);
    }

    @Test
    void refusalInAdvancePublishesNothingAndPassesTheTurnOn() throws Exception {
        authorize = ask -> Future.failedFuture(Failure.notFound("room").asException());
        var turn = Promise.<Void>promise();

        var refused = gate.post(ann, room, post(), Future.succeededFuture(), turn);

        assertThat(refusal(refused)).isEqualTo(FailureCode.NOT_FOUND);
        turn.future().await(10, TimeUnit.SECONDS);
        consume(intent -> null);
        assertThat(consumed).isEmpty();
    }

    @Test
    void withoutAnOutcomeACommandIsUnavailableInTheEnd() {
        assertThat(refusal(gate.perform(ann, room, new DeleteMessage(new MessageId("m")))))
                .isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void withoutTheBrokerEverythingIsUnavailableWithinTwoSecondsAndABit() throws Exception {
        broker.close().await(10, TimeUnit.SECONDS);
        var before = System.nanoTime();

        assertThat(refusal(gate.post(ann, room, post(), Future.succeededFuture(), Promise.promise())))
                .isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(refusal(gate.perform(ann, room, new DeleteMessage(new MessageId("m")))))
                .isEqualTo(FailureCode.UNAVAILABLE);

        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void peopleToBeAddedAreCheckedAndTheirNamesComeBack() throws Exception {
        var bob = new PublicUser(UserId.next(), "bob", "Bob");
        authorize = ask -> Future.succeededFuture(new CommandPermit(new AddMembers(List.of(bob)), null));
        consume(intent -> new IntentOutcome(intent.id(), room, null, List.of(), null, false));

        var outcome = gate.perform(ann, room, new AddMembers(List.of()), List.of(bob.id()))
                .await(10, TimeUnit.SECONDS);

        assertThat(outcome.failure()).isNull();
        assertThat(asked.poll(10, TimeUnit.SECONDS))
                .satisfies(ask -> assertThat(ask.userIds()).containsExactly(bob.id()));
        assertThat(consumed.poll(10, TimeUnit.SECONDS))
                .satisfies(intent -> assertThat(intent.command()).isEqualTo(new AddMembers(List.of(bob))));
    }

    private PostAck send(PostMessage post) throws Exception {
        return gate.post(ann, room, post, Future.succeededFuture(), Promise.promise())
                .await(10, TimeUnit.SECONDS);
    }

    /** Takes what is in the room's queue and answers with what {@code outcome} makes of it, if anything. */
    private void consume(Function<Intent, @Nullable IntentOutcome> outcome) throws Exception {
        broker.consume(Topology.roomsQueue(room.partition(PARTITIONS)), 10, delivery -> {
                    var intent = Json.decode(delivery.body().getBytes(), Intent.class);
                    delivery.ack();
                    if (!intent.roomId().equals(room)) {
                        return;
                    }
                    consumed.add(intent);
                    var told = outcome.apply(intent);
                    if (told != null) {
                        bus.publish(
                                RoomAddresses.outcomes(requireNonNull(intent.replyNode())),
                                new IntentOutcomes(List.of(told)));
                    }
                })
                .await(10, TimeUnit.SECONDS);
    }

    private static FailureCode refusal(Future<?> future) {
        return catchThrowableOfType(FailureException.class, () -> {
                    var unused = future.await(10, TimeUnit.SECONDS);
                })
                .failure()
                .code();
    }

    private static PostMessage post() {
        return new PostMessage(
                new ClientMessageId(UUID.randomUUID().toString()), new Content("hello", List.of()), null);
    }

    private Event created(long seq) {
        var message = new Message(
                new MessageId("m"),
                room,
                seq,
                ann.user(),
                new ClientMessageId(UUID.randomUUID().toString()),
                new Content("hello", List.of()),
                null,
                Instant.now(),
                null,
                null,
                List.of());
        return new Event(room, seq, EventType.MESSAGE_CREATED, Instant.now(), ann.userId(), message);
    }
}
