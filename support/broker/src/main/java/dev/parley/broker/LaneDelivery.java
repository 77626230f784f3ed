package dev.parley.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.LongString;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/** A delivery that settles on the lane it came by. */
final class LaneDelivery implements Delivery {
    private final Lane lane;
    private final Envelope envelope;
    private final BasicProperties properties;
    private final Buffer body;

    LaneDelivery(Lane lane, Envelope envelope, BasicProperties properties, byte[] body) {
        this.lane = lane;
        this.envelope = envelope;
        this.properties = properties;
        this.body = Buffer.buffer(body);
    }

    @Override
    public Buffer body() {
        return body;
    }

    @Override
    public Map<String, Object> headers() {
        var headers = new HashMap<String, Object>();
        var original = properties.getHeaders();
        if (original != null) {
            original.forEach(
                    (name, value) -> headers.put(name, value instanceof LongString text ? text.toString() : value));
        }
        return headers;
    }

    @Override
    public boolean redelivered() {
        return envelope.isRedeliver();
    }

    @Override
    public void ack() {
        lane.ack(envelope.getDeliveryTag());
    }

    @Override
    public void ackUpTo() {
        lane.ackUpTo(envelope.getDeliveryTag());
    }

    @Override
    public void reject(String cause) {
        lane.reject(envelope, properties, body, cause);
    }

    @Override
    public void requeue() {
        lane.requeue(envelope.getDeliveryTag());
    }
}
