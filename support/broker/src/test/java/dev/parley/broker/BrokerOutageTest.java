package dev.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerOutageTest {
    private static final int PARTITIONS = 2;
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final TestBroker server = TestBroker.start();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private BreakableWire wire = await(BreakableWire.to(vertx, server.port()));
    private Broker broker = await(connect());

    @BeforeEach
    void isUp() {
        assertThat(broker.isUp()).isTrue();
    }

    @AfterEach
    void close() {
        await(broker.close());
        await(wire.close());
        await(vertx.close());
        server.close();
    }

    private Future<Broker> connect() {
        return Broker.connect(vertx, server.config(wire.port(), PARTITIONS), "test");
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAfterTheConnectionIsLostAndWhatIsDoesNot() {
        await(consumePartition(0, 100));
        await(publishAll(0, 10));
        until(() -> deliveries.size() == 10);
        deliveries.get(3).ackUpTo();
        deliveries.get(5).ack();
        var other = await(connect()); // its topology round trip on the wire, after the acks were written
        await(other.close());
        await(wire.drop());
        until(() -> deliveries.size() == 15);
        assertThat(bodies().subList(10, 15)).containsExactly("4", "6", "7", "8", "9");
        assertThat(deliveries.get(10).redelivered()).isTrue();
    }

    @Test
    void aConsumerIsToldThatItIsInterruptedBeforeAnythingComesAgain() {
        var story = new CopyOnWriteArrayList<String>();
        await(broker.consume(
                Topology.roomsQueue(0),
                100,
                delivery -> story.add(delivery.body().toString()),
                () -> story.add("interrupted")));
        await(publishAll(0, 2));
        until(() -> story.size() == 2);
        await(wire.drop());
        until(() -> story.size() == 5);
        assertThat(story).containsExactly("0", "1", "interrupted", "0", "1");
    }

    @Test
    void manyLossesSendNothingToTheDeadLetters() {
        await(consumePartition(0, 100));
        await(publishAll(0, 1));
        for (int loss = 1; loss <= 4; loss++) {
            int seen = loss;
            until(() -> deliveries.size() == seen);
            await(wire.drop());
        }
        until(() -> deliveries.size() == 5);
        deliveries.get(4).ack();
        await(broker.consume(Topology.DEAD_QUEUE, 10, deliveries::add));
        await(publishOnceUp(0));
        until(() -> deliveries.size() == 6);
        assertThat(bodies()).containsOnly("0");
    }

    @Test
    void aSettlementOfAnEarlierConnectionTouchesNothingOfTheNewOne() {
        await(consumePartition(0, 1));
        await(publishAll(0, 2));
        until(() -> deliveries.size() == 1);
        await(wire.drop());
        until(() -> deliveries.size() == 2);
        deliveries.get(0).ackUpTo(); // the old tag 1; the new connection's tag 1 is the same message, unsettled
        await(wire.drop());
        until(() -> deliveries.size() == 3);
        assertThat(bodies()).containsOnly("0");
    }

    @Test
    void noMoreThanThePrefetchIsUnsettledAlsoAfterAReconnect() {
        await(consumePartition(0, 3));
        await(consumePartition(1, 100));
        await(publishAll(0, 10));
        await(publishAll(1, 10));
        until(() -> deliveries.size() == 13);
        deliveries.clear();
        await(wire.drop());
        until(() -> deliveries.size() == 13);
        await(publishOnceUp(1));
        until(() -> deliveries.size() == 14);
    }

    @Test
    void publishingWhileTheBrokerIsAwayIsUnavailableAtOnceAndWorksAgainAfterwards() {
        await(wire.cut());
        until(() -> !broker.isUp());
        assertUnavailable(publish(0, "x"));
        wire.mend();
        until(() -> broker.isUp());
        await(publish(0, "y"));
    }

    @Test
    void aConfirmThatDoesNotComeIsUnavailableWithinTwoSeconds() {
        wire.hold();
        var begun = System.nanoTime();
        assertUnavailable(publish(0, "x"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        wire.mend();
    }

    @Test
    void moreThanMayBeInFlightIsRefused() {
        wire.hold();
        var all = IntStream.rangeClosed(0, Publisher.MAX_IN_FLIGHT)
                .mapToObj(i -> publish(0, "x"))
                .toList();
        assertUnavailable(all.get(Publisher.MAX_IN_FLIGHT));
        wire.mend();
    }

    private Future<Void> consumePartition(int partition, int prefetch) {
        return broker.consume(Topology.roomsQueue(partition), prefetch, deliveries::add);
    }

    private Future<Void> publishAll(int partition, int count) {
        return Future.all(IntStream.range(0, count)
                        .mapToObj(i -> publish(partition, Integer.toString(i)))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> publishOnceUp(int partition) {
        return publish(partition, "0").recover(away -> vertx.timer(10).compose(later -> publishOnceUp(partition)));
    }

    private Future<Void> publish(int partition, String body) {
        return broker.publish(
                Topology.ROOMS_EXCHANGE,
                Topology.roomsKey(partition),
                java.util.Map.of("trace", "t1"),
                Buffer.buffer(body));
    }

    private List<String> bodies() {
        return deliveries.stream().map(delivery -> delivery.body().toString()).toList();
    }

    private static void assertUnavailable(Future<Void> publish) {
        assertThatThrownBy(() -> await(publish))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refusal -> assertThat(refusal.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not within " + DEADLINE, e);
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + DEADLINE);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }
}
