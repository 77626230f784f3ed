package dev.parley.it.reliability;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** The broker of an embedded Parley as anyone with its password reaches it. */
final class EmbeddedAmqp implements AutoCloseable {
    static final String DEAD = "parley.dead";

    private static final long CONFIRMED_WITHIN_MS = 60_000;

    private final Connection connection;
    private final Channel channel;

    private EmbeddedAmqp(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    /** @param data the data folder */
    static EmbeddedAmqp open(Path data) {
        try {
            var uri =
                    URI.create(Files.readString(data.resolve("run/broker.url")).strip());
            var factory = new ConnectionFactory();
            factory.setHost(uri.getHost());
            factory.setPort(uri.getPort());
            factory.setUsername(uri.getUserInfo());
            factory.setPassword(
                    Files.readString(data.resolve("secrets/broker-password")).strip());
            var connection = factory.newConnection("integration-tests");
            var channel = connection.createChannel();
            channel.confirmSelect();
            return new EmbeddedAmqp(connection, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    void publish(String exchange, String routingKey, Map<String, Object> headers, String body) {
        try {
            var properties = new BasicProperties.Builder()
                    .deliveryMode(2)
                    .headers(headers)
                    .build();
            channel.basicPublish(exchange, routingKey, true, properties, body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the broker has all that was published. */
    void confirmed() {
        try {
            channel.waitForConfirmsOrDie(CONFIRMED_WITHIN_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    long waiting() {
        try {
            return channel.messageCount(DEAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes every dead letter out and puts it back in its place, with its headers and another body. */
    void repair(UnaryOperator<String> body) {
        try {
            for (long left = waiting(); left > 0; left--) {
                GetResponse letter = channel.basicGet(DEAD, false);
                var text = new String(letter.getBody(), StandardCharsets.UTF_8);
                publish(DEAD, "", letter.getProps().getHeaders(), body.apply(text));
                confirmed();
                channel.basicAck(letter.getEnvelope().getDeliveryTag(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
