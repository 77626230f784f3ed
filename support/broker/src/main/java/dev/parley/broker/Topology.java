package dev.parley.broker;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;

/**
 * Every exchange and queue, declared in the words of RabbitMQ and of Qpid at once: each ignores the other's. Everything
 * is durable. Declaring again is no error, so every node does it on every connection.
 */
public final class Topology {
    /** Direct; takes intents by the number of their room's partition. */
    public static final String ROOMS_EXCHANGE = "parley.rooms";

    /** Fanout; takes {@code StoredEvents}. */
    public static final String EVENTS_EXCHANGE = "parley.events";

    public static final String NOTIFICATIONS_QUEUE = "parley.notifications";

    public static final String SEARCH_QUEUE = "parley.search";

    /** Fanout; takes what was pushed to a browser in vain and is replayed by an operator. */
    public static final String PUSHES_EXCHANGE = "parley.pushes";

    public static final String PUSHES_QUEUE = "parley.pushes";

    /** Fanout; takes what was sent to a webhook in vain and is replayed by an operator. */
    public static final String WEBHOOKS_EXCHANGE = "parley.webhooks";

    public static final String WEBHOOKS_QUEUE = "parley.webhooks";

    /** Fanout; takes whom a mail did not reach, when an operator replays it. */
    public static final String MAILS_EXCHANGE = "parley.mails";

    public static final String MAILS_QUEUE = "parley.mails";

    /** Fanout; takes what cannot be processed, see {@link DeadLetter}. */
    public static final String DEAD_EXCHANGE = "parley.dead";

    public static final String DEAD_QUEUE = "parley.dead";

    private static final boolean DURABLE = true;
    private static final boolean EXCLUSIVE = true;
    private static final boolean AUTO_DELETE = true;

    private Topology() {}

    public static String roomsQueue(int partition) {
        return ROOMS_EXCHANGE + "." + partition;
    }

    public static String roomsKey(int partition) {
        return Integer.toString(partition);
    }

    /** Blocks. The dead letters' exchange comes first: Qpid refuses a queue whose alternate is not there yet. */
    static void declare(Channel channel, int partitions) throws IOException {
        exchange(channel, DEAD_EXCHANGE, BuiltinExchangeType.FANOUT);
        exchange(channel, ROOMS_EXCHANGE, BuiltinExchangeType.DIRECT);
        exchange(channel, EVENTS_EXCHANGE, BuiltinExchangeType.FANOUT);
        exchange(channel, PUSHES_EXCHANGE, BuiltinExchangeType.FANOUT);
        exchange(channel, WEBHOOKS_EXCHANGE, BuiltinExchangeType.FANOUT);
        exchange(channel, MAILS_EXCHANGE, BuiltinExchangeType.FANOUT);
        queue(channel, DEAD_QUEUE, Map.of(), DEAD_EXCHANGE, "");
        queue(channel, NOTIFICATIONS_QUEUE, deadLettered(), EVENTS_EXCHANGE, "");
        queue(channel, SEARCH_QUEUE, deadLettered(), EVENTS_EXCHANGE, "");
        queue(channel, PUSHES_QUEUE, deadLettered(), PUSHES_EXCHANGE, "");
        queue(channel, WEBHOOKS_QUEUE, deadLettered(), WEBHOOKS_EXCHANGE, "");
        queue(channel, MAILS_QUEUE, deadLettered(), MAILS_EXCHANGE, "");
        for (int partition = 0; partition < partitions; partition++) {
            queue(channel, roomsQueue(partition), ownedByOne(), ROOMS_EXCHANGE, roomsKey(partition));
        }
    }

    private static void exchange(Channel channel, String name, BuiltinExchangeType type) throws IOException {
        channel.exchangeDeclare(name, type, DURABLE);
    }

    private static void queue(
            Channel channel, String name, Map<String, Object> arguments, String exchange, String routingKey)
            throws IOException {
        channel.queueDeclare(name, DURABLE, !EXCLUSIVE, !AUTO_DELETE, arguments);
        channel.queueBind(name, exchange, routingKey);
    }

    private static Map<String, Object> deadLettered() {
        return Map.of("x-dead-letter-exchange", DEAD_EXCHANGE, "alternateExchange", DEAD_EXCHANGE);
    }

    /** <b>Invariant: one order.</b> A partition has one active consumer; it alone gives out seq for its rooms. */
    private static Map<String, Object> ownedByOne() {
        return Map.of(
                "x-dead-letter-exchange",
                DEAD_EXCHANGE,
                "alternateExchange",
                DEAD_EXCHANGE,
                "x-single-active-consumer",
                true);
    }
}
