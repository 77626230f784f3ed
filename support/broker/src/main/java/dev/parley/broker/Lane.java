package dev.parley.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The settling of what one channel delivered. A tag means something on its own channel only, and every delivery settles
 * on the lane it came by: after a reconnect the writes of an old lane fail on its closed channel and touch nothing.
 */
final class Lane {
    private static final boolean MULTIPLE = true;
    private static final boolean REQUEUE = true;

    private final Channel channel;
    private final Publisher deadLetters;
    private final Consumer<String> moved;
    private final Writes writes;
    private final AckLedger ledger = new AckLedger();

    /** @param moved told the cause of each delivery that is in the dead letters now */
    Lane(Channel channel, Link<?> link, Publisher deadLetters, Consumer<String> moved) {
        this.channel = channel;
        this.deadLetters = deadLetters;
        this.moved = moved;
        this.writes = link.newWrites();
    }

    Channel channel() {
        return channel;
    }

    void ack(long tag) {
        ledger.settled(tag);
        writes.submit(() -> channel.basicAck(tag, !MULTIPLE));
    }

    void ackUpTo(long tag) {
        ledger.wantUpTo(tag);
        ackWhatMayBe();
    }

    void requeue(long tag) {
        ledger.settled(tag);
        writes.submit(() -> channel.basicNack(tag, !MULTIPLE, REQUEUE));
    }

    void reject(Envelope envelope, BasicProperties properties, Buffer body, String cause) {
        long tag = envelope.getDeliveryTag();
        ledger.rejecting(tag);
        deadLetters
                .publish(
                        Topology.DEAD_EXCHANGE,
                        "",
                        DeadLetter.headers(properties, envelope, cause, Instant.now()),
                        body)
                .onComplete(
                        confirmed -> {
                            moved.accept(cause);
                            ack(tag);
                            ackWhatMayBe();
                        },
                        refused -> {
                            requeue(tag); // then it is rejected once more: nothing is lost
                            ackWhatMayBe();
                        });
    }

    private void ackWhatMayBe() {
        ledger.next().ifPresent(tag -> writes.submit(() -> channel.basicAck(tag, MULTIPLE)));
    }

    void close() {
        writes.submit(channel::abort);
    }
}
