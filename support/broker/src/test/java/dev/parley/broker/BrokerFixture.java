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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker, a wire to it that can be broken, and what one does over it. */
abstract class BrokerFixture {
    static final int PARTITIONS = 2;
    static final Duration DEADLINE = Duration.ofSeconds(15);

    final Vertx vertx = Vertx.vertx();
    final TestBroker server = TestBroker.start();
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final BreakableWire wire = await(BreakableWire.to(vertx, server.port()));
    final Broker broker = await(connect());

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

    Future<Broker> connect() {
        return Broker.connect(vertx, server.config(wire.port(), PARTITIONS), "test");
    }

    Future<Void> consumePartition(int partition, int prefetch) {
        return broker.consume(Topology.roomsQueue(partition), prefetch, deliveries::add);
    }

    Future<Void> publishAll(int partition, int count) {
        return Future.all(IntStream.range(0, count)
                        .mapToObj(i -> publish(partition, Integer.toString(i)))
                        .toList())
                .mapEmpty();
    }

    Future<Void> publishOnceUp(int partition) {
        return publish(partition, "0").recover(away -> vertx.timer(10).compose(later -> publishOnceUp(partition)));
    }

    Future<Void> publish(int partition, String body) {
        return broker.publish(
                Topology.ROOMS_EXCHANGE, Topology.roomsKey(partition), Map.of("trace", "t1"), Buffer.buffer(body));
    }

    List<String> bodies() {
        return deliveries.stream().map(delivery -> delivery.body().toString()).toList();
    }

    static void assertUnavailable(Future<Void> publish) {
        assertThatThrownBy(() -> await(publish))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refusal -> assertThat(refusal.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + DEADLINE, e);
        }
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + DEADLINE);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
