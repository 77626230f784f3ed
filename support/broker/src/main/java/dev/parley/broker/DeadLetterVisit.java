package dev.parley.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk through the dead letters, the oldest first, on a connection of its own. It is the queue's exclusive consumer,
 * so no other operator walks meanwhile, here or on another node. What is not acknowledged goes back to its place when the
 * connection ends, in order or by a crash.
 *
 * <p>Blocks; one thread walks.
 */
final class DeadLetterVisit implements AutoCloseable {
    /** One that was delivered here. */
    record Held(long tag, DeadMessage message) {}

    /** Deliveries on their way to us at most, so that neither side's memory holds the whole queue. */
    private static final int WINDOW = 256;

    /** The protocol counts the window in 16 bits; with more held than that it must be left open. */
    private static final int MAX_PREFETCH = 65_535;

    private static final int OPEN = 0;
    private static final boolean WHOLE_CHANNEL = true;
    private static final boolean AUTO_ACK = true;
    private static final boolean NO_LOCAL = true;
    private static final boolean EXCLUSIVE = true;
    private static final int ACCESS_REFUSED = 403;
    private static final int CLOSE_TIMEOUT_MS = 2_000;
    private static final long LOOK_AGAIN_MS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterVisit.class);

    private final Connection connection;
    private final Channel channel;
    private final BlockingQueue<Held> arrived = new ArrayBlockingQueue<>(WINDOW);
    private final long total;
    private final String consumer;
    private volatile boolean closing;
    private volatile @Nullable ShutdownSignalException broken;
    private long unsettled;
    private int window;

    private DeadLetterVisit(Connection connection, Channel channel) throws IOException {
        this.connection = connection;
        this.channel = channel;
        this.total = channel.messageCount(Topology.DEAD_QUEUE);
        openWindow();
        this.consumer = channel.basicConsume(
                Topology.DEAD_QUEUE, !AUTO_ACK, "", !NO_LOCAL, EXCLUSIVE, Map.of(), new Receiver());
    }

    /** @return null if someone else is at it */
    static @Nullable DeadLetterVisit open(ConnectionFactory factory, String name) throws IOException, TimeoutException {
        var connection = factory.newConnection(name);
        try {
            var channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the broker gives no more channels");
            }
            return new DeadLetterVisit(connection, channel);
        } catch (IOException | RuntimeException e) {
            connection.abort(CLOSE_TIMEOUT_MS);
            if (isRefused(e)) {
                return null;
            }
            throw e;
        }
    }

    private static boolean isRefused(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException closed) {
                var reason = closed.getReason();
                return reason instanceof com.rabbitmq.client.AMQP.Channel.Close channel
                        ? channel.getReplyCode() == ACCESS_REFUSED
                        : reason instanceof com.rabbitmq.client.AMQP.Connection.Close whole
                                && whole.getReplyCode() == ACCESS_REFUSED;
            }
        }
        return false;
    }

    /** How many there were when it began: what comes later is not walked to. */
    long total() {
        return total;
    }

    /**
     * @param deadline by {@link System#nanoTime}
     * @return the next one, null if none comes by then: a broker that is busy may be silent for seconds
     */
    @Nullable Held next(long deadline) throws IOException, InterruptedException {
        if (window != OPEN && unsettled + WINDOW / 2 > window) {
            openWindow();
        }
        while (System.nanoTime() < deadline) {
            var next = arrived.poll(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            if (next != null) {
                unsettled++;
                return next;
            }
            if (broken != null) {
                throw new IOException("the broker closed the walk", broken);
            }
        }
        return null;
    }

    /** It leaves the queue. */
    void ack(Held held) throws IOException {
        channel.basicAck(held.tag, false);
        unsettled--;
    }

    private void openWindow() throws IOException {
        long wanted = unsettled + WINDOW;
        window = wanted > MAX_PREFETCH ? OPEN : (int) wanted;
        channel.basicQos(0, window, WHOLE_CHANNEL);
    }

    /** In order, so that acknowledgements have arrived, and the next operator finds all the others, once it returns. */
    @Override
    public void close() {
        closing = true;
        try {
            channel.basicCancel(consumer);
            channel.close();
        } catch (IOException | TimeoutException | RuntimeException e) {
            LOG.debug("dead letters left in haste cause={}", e.toString());
        }
        connection.abort(CLOSE_TIMEOUT_MS);
    }

    private final class Receiver extends DefaultConsumer {
        Receiver() {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            var held = new Held(envelope.getDeliveryTag(), DeadMessage.of(properties, body));
            try {
                while (!closing && !arrived.offer(held, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
                    LOG.trace("dead letters come faster than they are looked at");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException cause) {
            broken = cause;
        }

        @Override
        public void handleCancel(String tag) {
            broken = new ShutdownSignalException(false, false, null, null);
        }
    }
}
