package dev.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerTest extends BrokerFixture {
    @Test
    void whatIsPublishedToAPartitionArrivesInOrder() {
        await(consumePartition(0, 100));
        await(publishAll(0, 50));
        until(() -> deliveries.size() == 50);
        assertThat(bodies()).isEqualTo(numbers(0, 50));
    }

    @Test
    void aRejectedMessageIsInTheDeadLettersWithItsCauseAndTheOthersGoOn() {
        await(consumePartition(0, 100));
        await(publishAll(0, 3));
        until(() -> deliveries.size() == 3);
        deliveries.get(1).reject("cannot be read");
        deliveries.get(2).ackUpTo();
        var dead = new CopyOnWriteArrayList<Delivery>();
        await(broker.consume(Topology.DEAD_QUEUE, 10, dead::add));
        until(() -> dead.size() == 1);
        assertThat(dead.get(0).body().toString()).isEqualTo("1");
        assertThat(dead.get(0).headers())
                .containsEntry(DeadLetter.CAUSE, "cannot be read")
                .containsEntry(DeadLetter.ATTEMPTS, 1)
                .containsEntry(DeadLetter.EXCHANGE, Topology.ROOMS_EXCHANGE)
                .containsEntry(DeadLetter.ROUTING_KEY, "0")
                .containsEntry("trace", "t1");
        assertThat(Instant.parse((String) dead.get(0).headers().get(DeadLetter.FIRST_AT)))
                .isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void aReplayedMessageThatIsRejectedAgainRemembersItsFirstTime() {
        await(consumePartition(0, 100));
        await(publishAll(0, 1));
        until(() -> deliveries.size() == 1);
        deliveries.get(0).reject("first");
        var dead = new CopyOnWriteArrayList<Delivery>();
        await(broker.consume(Topology.DEAD_QUEUE, 10, dead::add));
        until(() -> dead.size() == 1);
        var headers = dead.get(0).headers();
        await(broker.publish(Topology.ROOMS_EXCHANGE, "0", headers, dead.get(0).body()));
        until(() -> deliveries.size() == 2);
        deliveries.get(1).reject("second");
        until(() -> dead.size() == 2);
        assertThat(dead.get(1).headers())
                .containsEntry(DeadLetter.CAUSE, "second")
                .containsEntry(DeadLetter.ATTEMPTS, 2)
                .containsEntry(DeadLetter.FIRST_AT, headers.get(DeadLetter.FIRST_AT));
    }

    @Test
    void aRequeuedMessageComesAgain() {
        await(consumePartition(0, 100));
        await(publishAll(0, 1));
        until(() -> deliveries.size() == 1);
        deliveries.get(0).requeue();
        until(() -> deliveries.size() == 2);
        assertThat(deliveries.get(1).redelivered()).isTrue();
    }

    @Test
    void aPartitionHasOneConsumerAtATimeAndTheNextTakesOver() {
        var other = await(connect());
        var others = new CopyOnWriteArrayList<Delivery>();
        await(consumePartition(0, 100));
        await(other.consume(Topology.roomsQueue(0), 100, others::add));
        await(publishAll(0, 20));
        until(() -> deliveries.size() == 20);
        assertThat(others).isEmpty();
        deliveries.get(9).ackUpTo();
        await(broker.close());
        until(() -> others.size() == 10);
        assertThat(others.get(0).body().toString()).isEqualTo("10");
        await(other.close());
    }

    @Test
    void whatNoQueueTakesIsNotConfirmed() {
        assertUnavailable(broker.publish(Topology.ROOMS_EXCHANGE, Topology.roomsKey(PARTITIONS), Buffer.buffer("x")));
        await(publish(0, "the next one is"));
    }

    @Test
    void aConfigurationDoesNotPrintItsPassword() {
        var config = new BrokerConfig("127.0.0.1", server.port(), "nobody", "wrong-password", "/", 1);
        assertThat(config.toString()).doesNotContain("wrong-password");
    }

    @Test
    void aConfigurationOutOfRangeNamesItsKey() {
        assertThatThrownBy(() -> new BrokerConfig("h", 70_000, "u", "p", "/", 1))
                .hasMessageContaining("broker.port: 70000");
        assertThatThrownBy(() -> new BrokerConfig("h", 1, "u", "p", "/", 0)).hasMessageContaining("broker.partitions");
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
