package dev.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.broker.DeadLetterQueue.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadLetterQueueTest extends BrokerFixture {
    private static final Duration LONG = Duration.ofSeconds(15);

    private final DeadLetterQueue dead = new DeadLetterQueue(vertx, server.config(wire.port(), PARTITIONS), "test");

    @BeforeEach
    void consume() {
        await(consumePartition(0, 10_000));
    }

    @AfterEach
    void closeWalks() {
        await(dead.close());
    }

    @Test
    void eachKeepsItsIdAndItsPlaceHoweverOftenTheyAreLookedAt() {
        reject(3);
        var first = walk();
        var second = walk();
        assertThat(bodies(first)).containsExactly("0", "1", "2");
        assertThat(second).isEqualTo(first);
        assertThat(first).extracting(DeadMessage::id).doesNotHaveDuplicates();
        assertThat(first).allSatisfy(message -> {
            assertThat(message.cause()).isEqualTo("cannot be read");
            assertThat(message.attempts()).isEqualTo(1);
            assertThat(message.firstAt()).isNotNull().isEqualTo(message.lastAt());
            assertThat(message.exchange()).isEqualTo(Topology.ROOMS_EXCHANGE);
            assertThat(message.routingKey()).isEqualTo("0");
            assertThat(message.isReplayable()).isTrue();
        });
    }

    @Test
    void oneOfAnOlderVersionHasADerivedIdThatStays() {
        await(broker.publish(Topology.DEAD_EXCHANGE, "", Map.of(DeadLetter.CAUSE, "old\none"), Buffer.buffer("x")));
        await(broker.publish(Topology.DEAD_EXCHANGE, "", Map.of(), Buffer.buffer("y")));
        var first = walk();
        assertThat(walk()).isEqualTo(first);
        assertThat(first).extracting(DeadMessage::id).doesNotHaveDuplicates();
        assertThat(first.get(0).cause()).isEqualTo("old one");
        assertThat(first.get(1).cause()).isNull();
        assertThat(first.get(1).isReplayable()).isFalse();
    }

    @Test
    void whatIsSettledLeavesAndTheOthersStayInOrder() {
        reject(10);
        var walk = await(dead.walk(
                message -> even(message) ? Step.TAKE : Step.PASS, taken -> Future.succeededFuture(taken), LONG));
        assertThat(walk.total()).isEqualTo(10);
        assertThat(walk.complete()).isTrue();
        assertThat(bodies(walk())).containsExactly("1", "3", "5", "7", "9");
    }

    @Test
    void whatCouldNotBeSettledStays() {
        reject(4);
        var half = await(dead.walk(all -> Step.TAKE, taken -> Future.succeededFuture(taken.subList(0, 2)), LONG));
        assertThat(half.complete()).isTrue();
        assertThat(bodies(walk())).containsExactly("2", "3");
        var failed = dead.walk(all -> Step.TAKE, taken -> Future.failedFuture("no"), LONG);
        until(failed::isComplete);
        assertThat(failed.failed()).isTrue();
        assertThat(bodies(walk())).containsExactly("2", "3");
    }

    @Test
    void aWalkThatStopsLeavesTheRestUnseen() {
        reject(5);
        var seen = new ArrayList<String>();
        var walk = await(dead.walk(
                message -> {
                    seen.add(message.body().toString());
                    return seen.size() == 2 ? Step.TAKE_LAST : Step.PASS;
                },
                taken -> Future.succeededFuture(taken),
                LONG));
        assertThat(walk.complete()).isFalse();
        assertThat(seen).containsExactly("0", "1");
        assertThat(bodies(walk())).containsExactly("0", "2", "3", "4");
    }

    @Test
    void oneWalksAtATimeAndTheNextIsToldOrComesAfter() throws InterruptedException {
        reject(2);
        var inside = new CountDownLatch(1);
        var release = Promise.<List<DeadMessage>>promise();
        var first = dead.walk(
                all -> Step.TAKE_LAST,
                taken -> {
                    inside.countDown();
                    return release.future();
                },
                LONG);
        inside.await();
        var other = new DeadLetterQueue(vertx, server.config(wire.port(), PARTITIONS), "other");
        assertUnavailable(
                other.walk(all -> Step.PASS, Future::succeededFuture, LONG).mapEmpty());
        assertThat(await(broker.waitingIn(Topology.DEAD_QUEUE)))
                .as("not known meanwhile")
                .isEmpty();
        release.complete(List.of());
        assertThat(await(first).total()).isEqualTo(2);
        assertThat(await(other.walk(all -> Step.PASS, Future::succeededFuture, LONG))
                        .total())
                .isEqualTo(2);
        assertThat(await(broker.waitingIn(Topology.DEAD_QUEUE))).hasValue(2);
        await(other.close());
    }

    @Test
    void nothingIsLostWhenTheWalkerIsCutOff() {
        reject(20);
        var cut = dead.walk(
                all -> Step.TAKE,
                taken -> wire.drop().map(dropped -> taken), // settled, and the acknowledgement does not arrive
                LONG);
        until(cut::isComplete);
        until(broker::isUp);
        assertThat(bodies(walk())).isEqualTo(numbers(20));
    }

    @Test
    void moreThanFitTheWindowAreWalkedThroughInOrder() {
        for (int i = 0; i < 3_000; i += 100) { // by and by: a confirm is waited for two seconds at most
            var confirmed = await(Future.all(IntStream.range(i, i + 100)
                    .mapToObj(n -> broker.publish(Topology.DEAD_EXCHANGE, "", Buffer.buffer(Integer.toString(n))))
                    .toList()));
            assertThat(confirmed.succeeded()).isTrue();
        }
        assertThat(bodies(walk())).isEqualTo(numbers(3_000));
        var walk = await(dead.walk(all -> Step.TAKE, taken -> Future.succeededFuture(taken), LONG));
        assertThat(walk.complete()).isTrue();
        assertThat(await(broker.waitingIn(Topology.DEAD_QUEUE))).hasValue(0);
    }

    private void reject(int count) {
        await(publishAll(0, count));
        until(() -> deliveries.size() == count);
        deliveries.forEach(delivery -> delivery.reject("cannot be read"));
        until(() -> await(broker.waitingIn(Topology.DEAD_QUEUE)).orElse(0) == count);
    }

    private List<DeadMessage> walk() {
        var seen = new CopyOnWriteArrayList<DeadMessage>();
        Function<DeadMessage, Step> look = message -> {
            seen.add(message);
            return Step.PASS;
        };
        assertThat(await(dead.walk(look, Future::succeededFuture, LONG)).complete())
                .isTrue();
        return seen;
    }

    private static boolean even(DeadMessage message) {
        return Integer.parseInt(message.body().toString()) % 2 == 0;
    }

    private static List<String> bodies(List<DeadMessage> messages) {
        return messages.stream().map(message -> message.body().toString()).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
