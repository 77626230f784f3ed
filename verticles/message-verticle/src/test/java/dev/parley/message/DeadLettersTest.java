package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.DeadLetter;
import dev.parley.broker.Topology;
import dev.parley.message.store.RoomLog;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Json;
import dev.parley.model.deadletter.DeadLetterAction;
import dev.parley.model.deadletter.DeadLetterAddresses;
import dev.parley.model.deadletter.DeadLetterPage;
import dev.parley.model.deadletter.DeadLetterSummary;
import dev.parley.model.deadletter.DeadLettersSettled;
import dev.parley.model.deadletter.DiscardDeadLetters;
import dev.parley.model.deadletter.GetDeadLetter;
import dev.parley.model.deadletter.ListDeadLetterActions;
import dev.parley.model.deadletter.ListDeadLetters;
import dev.parley.model.deadletter.ReplayDeadLetters;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Intent;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators do with dead letters, on a real broker. */
@Timeout(90)
class DeadLettersTest {
    private static final String ME = "operator";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theyAreListedFromEitherEndPageByPageWithoutTheirText() {
        world.deploy();
        var room = world.group(world.ada);
        for (int i = 0; i < 5; i++) {
            await(world.publish(room, Buffer.buffer("not json " + i)));
        }
        waitFor(5);

        var oldest = pages(false);
        var newest = pages(true);

        assertThat(oldest).hasSize(5).doesNotHaveDuplicates();
        assertThat(newest).containsExactlyElementsOf(reversed(oldest));
        var first = oldest.get(0);
        assertThat(first.cause()).isEqualTo("not a readable intent");
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(first.firstAt()).isNotNull();
        assertThat(first.exchange()).isEqualTo(Topology.ROOMS_EXCHANGE);
        assertThat(first.size()).isEqualTo("not json 0".length());
        assertThat(first.kind()).isNull();
        assertThat(list(false, null, 2).total()).isEqualTo(5);
        assertThat(refusal(
                        DeadLetterAddresses.LIST,
                        new ListDeadLetters(true, UUID.randomUUID().toString(), 2)))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void oneIsShownWithItsContent() {
        var refuses = deployRefusing("poison");
        var room = world.group(world.ada);
        world.post(world.ada, room, "poison");
        await(world.publish(room, Buffer.buffer(new byte[] {(byte) 0xc3, 0x28})));
        waitFor(2);
        var letters = list(false, null, 10).deadLetters();

        var intent = await(world.ask(
                DeadLetterAddresses.GET, new GetDeadLetter(letters.get(0).id())));
        var bytes = await(world.ask(
                DeadLetterAddresses.GET, new GetDeadLetter(letters.get(1).id())));

        assertThat(refuses.get()).isEqualTo("poison");
        assertThat(intent.summary().kind()).isEqualTo("intent post");
        assertThat(intent.summary().cause()).isEqualTo("the store refuses it");
        assertThat(intent.encoding()).isEqualTo("utf-8");
        assertThat(intent.content()).contains("\"text\":\"poison\"");
        assertThat(intent.toString()).doesNotContain("poison");
        assertThat(bytes.encoding()).isEqualTo("base64");
        assertThat(bytes.content()).isEqualTo("wyg=");
        assertThat(refusal(
                        DeadLetterAddresses.GET,
                        new GetDeadLetter(UUID.randomUUID().toString())))
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void whatIsReplayedIsStoredOnceAndWhatDiesAgainKeepsItsIdAndCounts() {
        var refuses = deployRefusing("poison");
        var room = world.group(world.ada);
        world.post(world.ada, room, "poison");
        waitFor(1);
        var dead = list(true, null, 1).deadLetters().get(0);

        assertThat(replay(dead.id()).settled()).isEqualTo(1);
        until(() -> letters().stream().anyMatch(letter -> letter.attempts() == 2));
        var again = list(true, null, 1).deadLetters().get(0);
        assertThat(again.id()).isEqualTo(dead.id());
        assertThat(again.firstAt()).isEqualTo(dead.firstAt());

        refuses.set("nothing"); // as a new version would
        copyTheDeadLetter(dead.id()); // as a crash between the replay's confirm and its acknowledgement leaves it
        assertThat(replay(dead.id()).settled()).isEqualTo(1);
        assertThat(replay(dead.id()).settled()).isEqualTo(1);
        waitFor(0);
        world.post(world.ada, room, "after");
        assertThat(FaultsTest.texts(world.log(world.ada, room))).containsExactly("poison", "after");
        assertThat(refusal(DeadLetterAddresses.REPLAY, new ReplayDeadLetters(dead.id(), null, ME)))
                .isEqualTo(FailureCode.NOT_FOUND);
        assertThat(actions())
                .extracting(DeadLetterAction::did)
                .containsOnly("replayed")
                .hasSize(3);
    }

    @Test
    void allAreReplayedButThoseThatDoNotSayWhereFrom() {
        world.deploy();
        var room = world.group(world.ada);
        var unknown = Map.<String, Object>of(DeadLetter.CAUSE, "who knows");
        await(world.publisher.publish(Topology.DEAD_EXCHANGE, "", unknown, Buffer.buffer("?")));
        for (int i = 0; i < 150; i++) { // more than one batch
            bury(room, "repaired " + i);
        }
        waitFor(151);

        var settled = await(world.ask(DeadLetterAddresses.REPLAY, new ReplayDeadLetters(null, null, ME)));

        assertThat(settled.settled()).isEqualTo(150);
        assertThat(settled.kept()).isEqualTo(1);
        assertThat(settled.more()).isFalse();
        waitFor(1);
        world.post(world.ada, room, "after");
        assertThat(FaultsTest.texts(world.log(world.ada, room)))
                .hasSize(151)
                .startsWith("repaired 0", "repaired 1")
                .doesNotHaveDuplicates();
        var kept = letters().get(0);
        assertThat(kept.cause()).isEqualTo("who knows");
        assertThat(refusal(DeadLetterAddresses.REPLAY, new ReplayDeadLetters(kept.id(), null, ME)))
                .isEqualTo(FailureCode.CONFLICT);
        waitFor(1);
    }

    @Test
    void whatIsDiscardedIsGoneAndWhoDidItStands() {
        world.deploy();
        var room = world.group(world.ada);
        for (int i = 0; i < 3; i++) {
            await(world.publish(room, Buffer.buffer("not json " + i)));
        }
        waitFor(3);
        var second = list(false, null, 3).deadLetters().get(1);

        var one = await(world.ask(DeadLetterAddresses.DISCARD, new DiscardDeadLetters(second.id(), null, "ann")));
        assertThat(one.settled()).isEqualTo(1);
        assertThat(letters()).hasSize(2).doesNotContain(second);
        var rest = await(world.ask(DeadLetterAddresses.DISCARD, new DiscardDeadLetters(null, null, "ben")));
        assertThat(rest.settled()).isEqualTo(2);
        assertThat(letters()).isEmpty();

        var actions = actions();
        assertThat(actions).extracting(DeadLetterAction::by).containsExactly("ben", "ben", "ann");
        assertThat(actions.get(2).id()).isEqualTo(second.id());
        assertThat(actions.get(2).did()).isEqualTo("discarded");
        assertThat(actions.get(2).cause()).isEqualTo("not a readable intent");
        var page = await(world.ask(DeadLetterAddresses.ACTIONS, new ListDeadLetterActions(null, 2)));
        var last = await(world.ask(DeadLetterAddresses.ACTIONS, new ListDeadLetterActions(page.nextBefore(), 2)));
        assertThat(page.actions()).isEqualTo(actions.subList(0, 2));
        assertThat(last.actions()).isEqualTo(actions.subList(2, 3));
        assertThat(last.nextBefore()).isNull();
    }

    @Test
    void nothingIsDiscardedThatCannotBeWrittenDown() {
        world.deploy();
        var room = world.group(world.ada);
        await(world.publish(room, Buffer.buffer("not json")));
        waitFor(1);
        await(world.mongoWire.cut());
        assertThat(refusal(DeadLetterAddresses.DISCARD, new DiscardDeadLetters(null, null, ME)))
                .isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(letters()).hasSize(1);
        world.mongoWire.mend();
    }

    @Test
    void theyAreAWarningAndAMetricButNoReasonToBeDown() {
        world.deploy();
        var room = world.group(world.ada);
        assertThat(await(world.ask(HealthAddresses.of("message"), new CheckHealth()))
                        .warnings())
                .isEmpty();
        await(world.publish(room, Buffer.buffer("not json")));
        until(() -> !await(world.ask(HealthAddresses.of("message"), new CheckHealth()))
                .warnings()
                .isEmpty());
        var report = await(world.ask(HealthAddresses.of("message"), new CheckHealth()));
        assertThat(report.warnings()).containsExactly("1 dead letter");
        assertThat(report.dependencies())
                .allSatisfy(dependency -> assertThat(dependency.up()).isTrue());
        assertThat(world.measured.get("parley.dead.letters").gauge().value()).isEqualTo(1);
        await(world.ask(DeadLetterAddresses.DISCARD, new DiscardDeadLetters(null, null, ME)));
        assertThat(world.measured
                        .get("parley.dead.letters.settled")
                        .tag("action", "discarded")
                        .counter()
                        .count())
                .isEqualTo(1);
        until(() -> world.measured.get("parley.dead.letters").gauge().value() == 0);
    }

    /** Refuses messages that contain what is in the reference now. */
    private AtomicReference<String> deployRefusing(String text) {
        var refused = new AtomicReference<>(text);
        UnaryOperator<RoomLog> around = log -> new RefusingLog(log, refused::get);
        world.deploy(around);
        return refused;
    }

    /** As an older version would have, which could not process it. */
    private void bury(RoomId room, String text) {
        var intent = new Intent(IntentId.next(), room, world.ada, Instant.now(), null, text(text));
        var headers = Map.<String, Object>of(
                DeadLetter.CAUSE,
                "no rule can be applied to it",
                DeadLetter.EXCHANGE,
                Topology.ROOMS_EXCHANGE,
                DeadLetter.ROUTING_KEY,
                Topology.roomsKey(room.partition(World.PARTITIONS)));
        await(world.publisher.publish(Topology.DEAD_EXCHANGE, "", headers, Buffer.buffer(Json.encodeBytes(intent))));
    }

    private void copyTheDeadLetter(String id) {
        var letter = await(world.ask(DeadLetterAddresses.GET, new GetDeadLetter(id)));
        var summary = letter.summary();
        var headers = Map.<String, Object>of(
                DeadLetter.ID,
                id,
                DeadLetter.CAUSE,
                String.valueOf(summary.cause()),
                DeadLetter.EXCHANGE,
                String.valueOf(summary.exchange()),
                DeadLetter.ROUTING_KEY,
                String.valueOf(summary.routingKey()));
        await(world.publisher.publish(Topology.DEAD_EXCHANGE, "", headers, Buffer.buffer(letter.content())));
    }

    @CanIgnoreReturnValue
    private DeadLettersSettled replay(String id) {
        return await(world.ask(DeadLetterAddresses.REPLAY, new ReplayDeadLetters(id, null, ME)));
    }

    private void waitFor(long count) {
        until(() -> await(world.publisher.waitingIn(Topology.DEAD_QUEUE)).orElse(-1) == count);
    }

    private List<DeadLetterAction> actions() {
        return await(world.ask(DeadLetterAddresses.ACTIONS, new ListDeadLetterActions(null, 100)))
                .actions();
    }

    private List<DeadLetterSummary> letters() {
        return list(false, null, 100).deadLetters();
    }

    private DeadLetterPage list(boolean newestFirst, @Nullable String cursor, int limit) {
        return await(world.ask(DeadLetterAddresses.LIST, new ListDeadLetters(newestFirst, cursor, limit)));
    }

    private List<DeadLetterSummary> pages(boolean newestFirst) {
        var all = new ArrayList<DeadLetterSummary>();
        var page = list(newestFirst, null, 2);
        all.addAll(page.deadLetters());
        while (page.nextCursor() != null) {
            page = list(newestFirst, page.nextCursor(), 2);
            all.addAll(page.deadLetters());
        }
        return all;
    }

    private <Q extends Record, R extends Record> FailureCode refusal(Address<Q, R> address, Q request) {
        return catchThrowableOfType(FailureException.class, () -> await(world.ask(address, request)))
                .failure()
                .code();
    }

    private static List<DeadLetterSummary> reversed(List<DeadLetterSummary> list) {
        var reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
