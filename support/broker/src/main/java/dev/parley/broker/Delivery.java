package dev.parley.broker;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A message of a queue, ours until it is settled. What is not settled comes again after a reconnect; settling what came
 * on an earlier connection does nothing. Owned by the broker's context.
 */
public interface Delivery {
    Buffer body();

    /** Headers; text values are {@code String}. */
    Map<String, Object> headers();

    /** True if it was delivered before, to anyone. */
    boolean redelivered();

    /** This one is done. */
    void ack();

    /** This one and everything delivered before it to the same consumer is done, but for what is being rejected. */
    void ackUpTo();

    /**
     * It can never be processed: moves it to {@link Topology#DEAD_QUEUE}, at once, saying why. It leaves its queue only
     * after the broker has confirmed the copy.
     *
     * @param cause for people, without the message's content. What stands before a colon is one of a few phrases, as it
     *     is a label of the metrics
     */
    void reject(String cause);

    /** It could not be processed now: back to the queue it goes, to be delivered again at once. Pause before. */
    void requeue();
}
