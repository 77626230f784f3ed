package dev.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerOutageTest extends BrokerFixture {
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

    @Test
    void whatTheBrokerDoesNotReadIsBoundedAlsoWhenItsSendersHaveGivenUp() {
        var context = Promise.<Context>promise();
        await(broker.consume(Topology.roomsQueue(0), 1, delivery -> context.tryComplete(vertx.getOrCreateContext())));
        await(publish(0, "x"));
        var owner = await(context.future());
        wire.hold();
        var large = "x".repeat(4_096); // all of them are more than the sockets' buffers take
        for (int wave = 0; wave < 2; wave++) {
            IntStream.range(0, Publisher.MAX_IN_FLIGHT)
                    .mapToObj(i -> publish(0, large))
                    .toList()
                    .forEach(BrokerFixture::assertUnavailable);
        }
        // On the broker's context a refusal for want of room is there at once, not after 2 s.
        var atOnce = Promise.<Boolean>promise();
        owner.runOnContext(run -> atOnce.complete(publish(0, "x").failed()));
        assertThat(await(atOnce.future())).isTrue();
        wire.mend();
        await(publishOnceUp(0));
    }
}
