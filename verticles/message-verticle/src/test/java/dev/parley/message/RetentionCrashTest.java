package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.message.retention.LogCutter;
import dev.parley.message.retention.RoomWalk;
import dev.parley.message.room.Head;
import dev.parley.message.room.LogStart;
import dev.parley.message.room.Retention;
import dev.parley.message.store.Mongo;
import dev.parley.message.store.MongoRoomLog;
import dev.parley.message.store.RetentionStore;
import dev.parley.message.store.RoomReads;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.ListMessages;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever cuts a log may be cut short anywhere, and need not be alone. */
@Timeout(60)
class RetentionCrashTest {
    private static final Duration DAY = Duration.ofDays(1);

    /** Of the old messages. Two pieces and a bit. */
    private static final int OLD = 430;

    private final World world = new World();
    private final TestClock clock = new TestClock();
    private final PublicUser ada = world.ada;
    private final PublicUser bob = world.bob;
    private RoomId room;
    private List<Event> left;

    RetentionCrashTest() {
        world.clock = clock; // the verticle's own sweeper keeps everything
        world.deploy();
        room = world.group(ada, bob);
        left = List.of();
    }

    @BeforeEach
    void write() {
        posts("a", OLD / 2);
        await(world.perform(ada, room, new RoomCommand.AddMembers(List.of()), world.cy.id()));
        await(world.perform(ada, room, new RoomCommand.UpdateRoom("Name", null, null)));
        posts("b", OLD / 2);
        clock.pass(DAY.multipliedBy(6));
        posts("young", 3);
        left = world.log(bob, room).stream()
                .filter(event -> event.type() != EventType.MESSAGE_CREATED || event.seq() > OLD + 3)
                .toList();
        assertThat(left).hasSize(6);
        clock.pass(DAY.multipliedBy(5));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void twoAtOnceAndOneThatIsFarBehindChangeNothingMoreThanOne() {
        var reads = new RoomReads(open());
        var before = await(reads.head(room));
        var one = walk(clock);
        var other = walk(clock);

        for (int step = 0; step < 3; step++) {
            await(Future.all(one.step(), other.step()));
        }
        assertDone(reads);

        await(cutter(new RoomReads(open()), new RetentionStore(open())).cut(room, before, clock.instant()));
        assertDone(reads);
    }

    enum CutShort {
        AFTER_KEEPING,
        WHILE_REMOVING,
        AFTER_REMOVING
    }

    @ParameterizedTest
    @EnumSource
    void theNextOneGoesOnWhereOneWasCutShort(CutShort where) {
        var store = new RetentionStore(open());
        var reads = new RoomReads(open());
        var firstPiece = LongStream.rangeClosed(2, 200).boxed().toList();
        await(store.keep(room, List.of(1L)));
        if (where != CutShort.AFTER_KEEPING) {
            long gone = await(
                    store.remove(room, where == CutShort.AFTER_REMOVING ? firstPiece : firstPiece.subList(0, 90)));
            assertThat(gone).isPositive();
        }
        // Readers meanwhile see unused seqs.
        assertThat(world.log(bob, room)).containsAll(left);

        await(walk(clock).step());

        assertDone(reads);
    }

    @Test
    void anOwnerThatOthersHaveTakenTheRoomFromDoesNotWriteWhereTheyHaveBeenSince() {
        long last = world.post(ada, room, "here").events().get(0).seq();
        var mongo = open();
        var head = await(new RoomReads(mongo).head(room));
        // Another has written twenty, which are cut off already.
        var further = new Head(last + 20, last + 20, head.messages() + 20, head.stateSeq(), 0, head.start());
        await(new MongoRoomLog(mongo).commit(Map.of(room, further)));
        await(new RetentionStore(mongo).start(room, new LogStart(last + 21, head.messages() + 20)));
        clock.pass(Duration.ofMinutes(11));

        assertThat(world.post(ada, room, "here again").events().get(0).seq()).isEqualTo(last + 21);
    }

    @Test
    void whatIsLeftOfALongLogIsFoundAcrossItsBlocks() {
        var store = new RetentionStore(open());
        var reads = new RoomReads(open());
        var all = List.of(1L, 9_999L, 10_000L, 10_001L, 2_345_678L, 9_999_999L);
        await(store.keep(room, all.subList(2, 6)));
        await(store.keep(room, all.subList(0, 4)));

        assertThat(await(reads.keptSeqs(room, 1, 99_999_999, 10))).isEqualTo(all);
        assertThat(await(reads.keptSeqs(room, 2, 9_999_998, 10))).isEqualTo(all.subList(1, 5));
        assertThat(await(reads.keptSeqs(room, 10_000, 10_000, 10))).containsExactly(10_000L);
        assertThat(await(reads.keptSeqs(room, 1, 99_999_999, 4))).isEqualTo(all.subList(0, 4));
        assertThat(await(reads.keptSeqs(RoomId.next(), 1, 99_999_999, 4))).isEmpty();
    }

    @Test
    void aStepIsBoundedAndSaysThatThereIsMore() {
        var rooms = IntStream.range(0, 25).mapToObj(i -> world.group(ada, bob)).toList();
        rooms.forEach(one -> world.post(ada, one, "hello"));
        clock.pass(DAY.multipliedBy(11));
        var walk = walk(clock);
        var steps = new AtomicInteger();

        while (await(walk.step())) {
            steps.incrementAndGet();
        }

        assertThat(steps.get()).isPositive();
        var reads = new RoomReads(open());
        assertThat(await(reads.heads(rooms)).values())
                .hasSize(25)
                .allSatisfy(head -> assertThat(head.start().seq()).isEqualTo(head.lastSeq() + 1));
    }

    @Test
    void aWalkIsIdleUntilItMeetsARoomThatDoesNotKeepEverything() {
        var walk = walk(Retention.FOR_EVER, clock);
        while (await(walk.step())) {}
        assertThat(walk.isIdle()).isTrue();

        await(world.perform(ada, room, new RoomCommand.UpdateRoom(null, null, 30)));
        while (await(walk.step())) {}
        assertThat(walk.isIdle()).isFalse();

        var bounded = walk(new Retention(DAY.multipliedBy(1_000)), clock);
        while (await(bounded.step())) {}
        assertThat(bounded.isIdle()).isFalse();
    }

    private void assertDone(RoomReads reads) {
        assertThat(world.log(bob, room)).isEqualTo(left);
        var head = await(reads.head(room));
        assertThat(head.start().seq()).isEqualTo(OLD + 4);
        assertThat(head.start().messagesBefore()).isEqualTo(OLD);
        assertThat(head).isEqualTo(new Head(OLD + 6, OLD + 6, OLD + 3, OLD / 2 + 3, head.activityAt(), head.start()));
        var page = await(world.ask(RoomAddresses.HISTORY, new ListMessages(bob.id(), room, null, null, 50)));
        assertThat(page.messages()).hasSize(3);
        assertThat(page.hasMore()).isFalse();
        assertThat(RetentionPages.all(world, bob, room, 1, 2)).isEqualTo(left.subList(1, 6));
    }

    private RoomWalk walk(Clock now) {
        return walk(new Retention(DAY.multipliedBy(10)), now);
    }

    private RoomWalk walk(Retention retention, Clock now) {
        var reads = new RoomReads(open());
        return new RoomWalk(reads, cutter(reads, new RetentionStore(open())), retention, () -> any -> true, now);
    }

    private LogCutter cutter(RoomReads reads, RetentionStore store) {
        return new LogCutter(reads, store, world.publisher, Metrics.none());
    }

    private Mongo open() {
        return await(
                Mongo.open(world.vertx, new MongoConfig("mongodb://127.0.0.1:" + world.mongoServer.port(), "parley")));
    }

    private void posts(String name, int count) {
        await(Future.all(IntStream.range(0, count)
                .mapToObj(i -> world.send(ada, room, text(name + i)))
                .toList()));
    }
}
