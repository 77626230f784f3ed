package dev.parley.message;

import dev.parley.broker.Broker;
import dev.parley.broker.DeadLetterQueue;
import dev.parley.broker.IntentPublisher;
import dev.parley.message.access.Access;
import dev.parley.message.access.Acquaintances;
import dev.parley.message.access.Authorizer;
import dev.parley.message.access.Authors;
import dev.parley.message.access.BlockGuard;
import dev.parley.message.access.Departures;
import dev.parley.message.access.People;
import dev.parley.message.access.RoomCache;
import dev.parley.message.deadletter.DeadLetterService;
import dev.parley.message.deadletter.DeadLetterWatch;
import dev.parley.message.pipeline.Pipeline;
import dev.parley.message.query.RoomService;
import dev.parley.message.retention.LogCutter;
import dev.parley.message.retention.RoomWalk;
import dev.parley.message.retention.Sweeper;
import dev.parley.message.room.RoomRules;
import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.CursorStore;
import dev.parley.message.store.DeadLetterLog;
import dev.parley.message.store.Derived;
import dev.parley.message.store.Mongo;
import dev.parley.message.store.MongoRoomLog;
import dev.parley.message.store.RetentionStore;
import dev.parley.message.store.RoomLog;
import dev.parley.message.store.RoomReads;
import dev.parley.model.bus.Bus;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.live.AttachmentDirectory;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rooms, members, the room log and its history: consumes intents, answers {@link RoomAddresses}. */
public final class MessageVerticle extends VerticleBase {
    /** As in {@code --roles}. */
    public static final String ROLE = "message";

    private final MessageConfig config;
    private final Clock clock;
    private final UnaryOperator<RoomLog> around;
    private final Metrics metrics;
    private @Nullable Mongo mongo;
    private @Nullable Broker broker;
    private @Nullable Pipeline pipeline;
    private @Nullable DeadLetterQueue deadLetters;
    private @Nullable DeadLetterWatch watch;
    private @Nullable Sweeper sweeper;

    public MessageVerticle(MessageConfig config, Metrics metrics) {
        this(config, Clock.systemUTC(), log -> log, metrics);
    }

    /** @param around what is put around the log, to see or disturb what is done to it */
    MessageVerticle(MessageConfig config, Clock clock, UnaryOperator<RoomLog> around, Metrics metrics) {
        this.config = config;
        this.clock = clock;
        this.around = around;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        return Mongo.open(vertx, config.mongo())
                .onSuccess(opened -> mongo = opened)
                .compose(opened -> Broker.connect(vertx, config.broker(), ROLE, metrics)
                        .onSuccess(connected -> broker = connected)
                        .compose(connected -> begin(opened, connected)))
                .recover(cause -> stop().transform(stopped -> Future.failedFuture(cause)));
    }

    private Future<Void> begin(Mongo opened, Broker connected) {
        var bus = new Bus(vertx, metrics);
        var directory = new AttachmentDirectory(vertx, bus);
        var live = new LiveDelivery(bus, directory);
        var reads = new RoomReads(opened);
        var cursors = new CursorStore(opened);
        var rules = new RoomRules(config.limits(), config.retention());
        var rooms = new RoomCache(bus, reads, clock);
        var access = new Access(rooms, clock);
        var blocks = new BlockGuard(bus, clock);
        var authors = new Authors(bus, clock);
        var people = new People(bus, blocks);
        var authorizer = new Authorizer(vertx, rules, reads, rooms, access, blocks, people, clock);
        var service = new RoomService(vertx, reads, cursors, rooms, access, blocks, authors, live, clock);
        var acquaintances = new Acquaintances(bus);
        var departures = new Departures(
                reads, cursors, IntentPublisher.of(connected, config.broker().partitions()), clock);
        var log = around.apply(new MongoRoomLog(opened));
        var consuming = new Pipeline(
                vertx,
                connected,
                config.broker().partitions(),
                log,
                rules,
                clock,
                bus,
                live,
                (derived, events) -> committed(rooms, service, acquaintances, derived, events),
                metrics);
        pipeline = consuming;
        var cutter = new LogCutter(reads, new RetentionStore(opened), connected, metrics);
        var walk = new RoomWalk(reads, cutter, config.retention(), consuming::ours, clock);
        var sweeping = new Sweeper(vertx, walk, config.sweep());
        sweeper = sweeping;
        var dead = new DeadLetterQueue(vertx, config.broker(), ROLE);
        deadLetters = dead;
        var operators = new DeadLetterService(dead, connected, new DeadLetterLog(opened), metrics, clock);
        var watching = new DeadLetterWatch(vertx, connected, metrics);
        watch = watching;
        watching.start();
        return Future.all(directory.start(), rooms.start(), blocks.start(), authors.start())
                .compose(listening -> Future.all(
                        service.serve(bus),
                        bus.serve(RoomAddresses.AUTHORIZE, authorizer::authorize),
                        bus.serve(RoomAddresses.LEAVE_GROUPS, departures::leave),
                        bus.serve(RoomAddresses.FORGET, departures::forget),
                        operators.serve(bus),
                        bus.serve(HealthAddresses.of(ROLE), asked -> health(opened, connected, watching))))
                // Last: what is consumed is told to those who are listened to by now.
                .compose(serving -> consuming.start())
                .onSuccess(consumes -> sweeping.start());
    }

    private static void committed(
            RoomCache rooms,
            RoomService service,
            Acquaintances acquaintances,
            Derived derived,
            List<StoredEvent> events) {
        rooms.changed(derived.rooms().values());
        service.committed(derived, events);
        acquaintances.committed(events);
    }

    private static Future<HealthReport> health(Mongo mongo, Broker broker, DeadLetterWatch deadLetters) {
        return mongo.isUp()
                .map(up -> new HealthReport(
                        ROLE,
                        List.of(new HealthReport.Dependency("MongoDB", up), broker.health()),
                        deadLetters.warnings()));
    }

    @Override
    public Future<?> stop() {
        if (watch != null) {
            watch.stop();
        }
        if (sweeper != null) {
            sweeper.stop();
        }
        var rested = pipeline == null ? Future.<Void>succeededFuture() : pipeline.stop();
        return rested.eventually(() -> deadLetters == null ? Future.succeededFuture() : deadLetters.close())
                .eventually(() -> broker == null ? Future.succeededFuture() : broker.close())
                .eventually(() -> mongo == null ? Future.succeededFuture() : mongo.close());
    }
}
