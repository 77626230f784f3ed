package dev.parley.model.metrics;

import java.util.List;

/**
 * Everything that Parley measures, one constant each; {@code docs/observability.md} says what to make of it. Label values
 * are few and known beforehand: never an id of a user, a room, a session or a node's start.
 */
public enum Instrument {
    GATEWAY_SOCKETS(Kind.GAUGE, "parley.gateway.sockets", "Open sockets", "door"),
    GATEWAY_USERS(Kind.GAUGE, "parley.gateway.users", "Users with at least one authenticated socket"),
    GATEWAY_FRAMES(Kind.COUNTER, "parley.gateway.frames.received", "Frames that clients sent"),
    GATEWAY_ACK(Kind.LATENCY, "parley.gateway.ack", "From a frame read to its answer written", "operation"),
    GATEWAY_ERRORS(Kind.COUNTER, "parley.gateway.errors", "Refusals and errors told to clients", "door", "code"),
    GATEWAY_CLOSES(Kind.COUNTER, "parley.gateway.closes", "Sockets that the server closed", "code"),
    GATEWAY_REFUSED(Kind.COUNTER, "parley.gateway.refused", "What a limit refused, closed or cut", "limit"),
    GATEWAY_UNSENT(Kind.GAUGE, "parley.gateway.unsent.bytes", "Written to sockets and not taken by them yet"),
    GATEWAY_ACCEPTED(Kind.COUNTER, "parley.gateway.messages.accepted", "Messages acknowledged as durable", "status"),
    GATEWAY_WAITING(Kind.GAUGE, "parley.gateway.commands.waiting", "Commands published whose outcome is awaited"),
    GATEWAY_DELIVERED(Kind.COUNTER, "parley.gateway.events.delivered", "Server events written to sockets", "type"),
    GATEWAY_DELIVERY(Kind.LATENCY, "parley.gateway.delivery", "From an event's time to written to its sockets"),
    GATEWAY_REST(Kind.LATENCY, "parley.gateway.rest", "From a REST request's head to its answer's end", "status"),
    GATEWAY_CERTIFICATE(Kind.GAUGE, "parley.gateway.certificate.seconds", "Until the certificate in force expires"),
    GATEWAY_CERTIFICATES(
            Kind.COUNTER, "parley.gateway.certificates", "New certificates found while running", "outcome"),

    UPSTREAM_REQUESTS(
            Kind.LATENCY,
            "parley.upstream.requests",
            "From a request for an upstream taken up to its answer's end",
            "upstream",
            "outcome"),
    UPSTREAM_IN_FLIGHT(
            Kind.GAUGE, "parley.upstream.in.flight", "Requests and WebSockets under way at an upstream", "upstream"),
    UPSTREAM_SOCKETS(Kind.GAUGE, "parley.upstream.sockets", "Open WebSockets at an upstream", "upstream"),
    UPSTREAM_RETRIES(
            Kind.COUNTER, "parley.upstream.retries", "Further attempts at requests for an upstream", "upstream"),
    UPSTREAM_ADDRESSES(
            Kind.GAUGE,
            "parley.upstream.addresses",
            "Addresses of an upstream that are up, or down",
            "upstream",
            "state"),

    MESSAGE_UNSETTLED(
            Kind.GAUGE,
            "parley.message.partition.unsettled",
            "Intents held and not acknowledged to the broker",
            "partition"),
    MESSAGE_OLDEST(
            Kind.GAUGE, "parley.message.partition.oldest.seconds", "Age of the oldest intent not stored", "partition"),
    MESSAGE_UNANNOUNCED(
            Kind.GAUGE,
            "parley.message.partition.unannounced",
            "Events stored and not yet with parley.events",
            "partition"),
    MESSAGE_UNANNOUNCED_OLDEST(
            Kind.GAUGE,
            "parley.message.partition.unannounced.seconds",
            "How long the oldest event that is stored waits for parley.events",
            "partition"),
    MESSAGE_INTENTS(Kind.COUNTER, "parley.message.intents", "Intents taken from the broker and settled", "outcome"),
    MESSAGE_STORED(Kind.COUNTER, "parley.message.events.stored", "Events appended to rooms' logs", "type"),
    MESSAGE_REMOVED(
            Kind.COUNTER,
            "parley.message.events.removed",
            "Events removed from rooms' logs, as they were older than their rooms keep them"),
    MESSAGE_BATCH(Kind.LATENCY, "parley.message.batch", "From a batch of intents taken up to committed"),
    MESSAGE_BATCH_INTENTS(Kind.SIZES, "parley.message.batch.intents", "Intents of a committed batch"),
    MESSAGE_BATCH_FAILURES(Kind.COUNTER, "parley.message.batch.failures", "Attempts at a batch that the store failed"),

    BROKER_UNCONFIRMED(Kind.GAUGE, "parley.broker.unconfirmed", "Messages handed to the broker and not confirmed"),
    BROKER_CONFIRM(Kind.LATENCY, "parley.broker.confirm", "From handing a message over to its confirm", "exchange"),
    BROKER_FAILURES(Kind.COUNTER, "parley.broker.publish.failures", "Messages that were not confirmed", "exchange"),
    BROKER_DEAD_LETTERS(
            Kind.COUNTER, "parley.broker.dead.letters", "Messages moved to the dead letters", "queue", "cause"),
    DEAD_LETTERS(Kind.GAUGE, "parley.dead.letters", "Dead letters that wait for an operator"),
    DEAD_LETTERS_SETTLED(Kind.COUNTER, "parley.dead.letters.settled", "Dead letters that operators settled", "action"),
    INTAKE_WAITING(Kind.GAUGE, "parley.intake.waiting", "Deliveries of stored events not taken up yet", "queue"),
    INTAKE_EVENTS(Kind.COUNTER, "parley.intake.events", "Stored events handled", "queue"),
    INTAKE_RETRIES(Kind.COUNTER, "parley.intake.retries", "Attempts that failed for a passing reason", "queue"),
    INTAKE_LAG(Kind.LATENCY, "parley.intake.lag", "From an event's time to handled", "queue"),

    NOTIFICATIONS(
            Kind.COUNTER, "parley.notifications", "What became of notifications on their way", "channel", "outcome"),
    PUSH_UNDER_WAY(Kind.GAUGE, "parley.push.under.way", "Requests to push services that are not settled"),
    PUSH_ATTEMPT(Kind.LATENCY, "parley.push.attempt", "From a name looked up to the push service's answer"),

    BUS_SERVED(
            Kind.LATENCY, "parley.bus.served", "Requests answered here, from taken to answered", "address", "outcome"),
    BUS_UNANSWERED(Kind.COUNTER, "parley.bus.unanswered", "Requests from here that got no answer", "address", "reason"),

    LOOP_LAG(Kind.LATENCY, "parley.eventloop.lag", "How late an event loop runs what is due"),
    LOOP_STALLED(Kind.GAUGE, "parley.eventloop.stalled.seconds", "How long the slowest event loop has run nothing"),
    CLUSTER_MEMBERS(Kind.GAUGE, "parley.cluster.members", "Nodes of the cluster, as this one sees them"),
    NODE(Kind.GAUGE, "parley.node", "1 for each running node", "name", "roles");

    /** What its series look like. */
    public enum Kind {
        /** Grows for ever; its exposed name ends in {@code _total}. */
        COUNTER,
        /** Up and down. */
        GAUGE,
        /** A histogram of seconds; its exposed name ends in {@code _seconds}. */
        LATENCY,
        /** A histogram of numbers of things. */
        SIZES
    }

    private final Kind kind;
    private final String id;
    private final String help;
    private final List<String> labels;

    Instrument(Kind kind, String id, String help, String... labels) {
        this.kind = kind;
        this.id = id;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Kind kind() {
        return kind;
    }

    /** What it is called at {@code GET /metrics}. A histogram's series add {@code _bucket}, {@code _count}, {@code _sum}. */
    public String exposedName() {
        var name = id.replace('.', '_');
        return switch (kind) {
            case COUNTER -> name + "_total";
            case LATENCY -> name + "_seconds";
            case GAUGE, SIZES -> name;
        };
    }

    public List<String> labels() {
        return labels;
    }

    /** In dots, as Micrometer has it; its registry for Prometheus makes {@link #exposedName} of it. */
    String id() {
        return id;
    }

    String help() {
        return help;
    }
}
