package dev.parley.gateway.realtime;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.limit.Limit;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.log.LogFields;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who is behind one connection, known from tokens alone; and what waits until that is known. */
final class Authentication {
    private final Connections all;
    private final Connection connection;
    private final ConnectionTimers timers;
    private final LogFields log = LogFields.here(); // the socket's

    private @Nullable Caller caller;
    private @Nullable Future<Ready> verifying;

    Authentication(Connections all, Connection connection, ConnectionTimers timers) {
        this.all = all;
        this.connection = connection;
        this.timers = timers;
    }

    /** The first time it makes the connection ready; later the same user's new token extends it. */
    void authenticate(JsonObject data, Reply reply) {
        if (!(data.getValue("token") instanceof String token)) {
            connection.fail(reply, Failure.invalid("token", "is required"));
            return;
        }
        // One after the other: an auth that waits for the keys must not be overtaken by the next.
        Future<?> before = verifying == null ? Future.succeededFuture() : verifying;
        var verified = before.transform(done -> all.verifier().verify(token)).map(this::welcome);
        verifying = verified;
        verified.onComplete(
                        ready -> connection.answer(reply.done("ready", ready)),
                        cause -> refuse(reply, all.failureOf(cause)))
                .onComplete(done -> verifying = verifying == verified ? null : verifying);
    }

    /** For a caller whose token came with the HTTP request. */
    void accept(Caller known) {
        try {
            connection.say(Frames.event("ready", welcome(known)));
        } catch (FailureException refused) {
            close(refused.failure());
        }
    }

    /** Does {@code then} once there is a caller: what comes while a token is being checked waits for the verdict. */
    void whenKnown(Reply reply, Consumer<Caller> then) {
        var verdict = verifying;
        if (verdict != null) {
            connection.unlessBusy(
                    reply, inFlight -> inFlight.until(verdict).onComplete(known -> whenKnown(reply, then)));
        } else if (caller == null) {
            connection.fail(reply, Failure.unauthenticated());
        } else if (connection.isOpen()) {
            then.accept(caller);
        }
    }

    @Nullable Caller caller() {
        return caller;
    }

    /** Throws the refusal. */
    private Ready welcome(Caller known) {
        if (!connection.isOpen()) {
            throw Failure.unauthenticated().asException();
        }
        if (caller == null) {
            attach(known);
        } else if (!caller.userId().equals(known.userId())) {
            throw Failure.forbidden("This connection belongs to another user: open a new one")
                    .asException();
        }
        caller = known;
        timers.readyUntil(known.expiresAt());
        return Ready.of(known, all.limits());
    }

    private void attach(Caller known) {
        caller = known;
        log.put(LogFields.USER_ID, known.userId().value());
        if (!all.attach(connection)) {
            caller = null;
            all.refusals().count(Limit.CONNECTIONS_PER_USER);
            throw Connections.tooMany("Too many connections: close another one").asException();
        }
    }

    private void refuse(Reply reply, Failure failure) {
        connection.fail(reply, failure);
        // UNAVAILABLE is no verdict: until the deadline the client may send its token again. A connection that is ready
        // lives on until its own token's end.
        if (caller == null && failure.code() != FailureCode.UNAVAILABLE) {
            close(failure);
        }
    }

    private void close(Failure failure) {
        if (failure.code() == FailureCode.RATE_LIMITED) {
            connection.close(failure);
        } else {
            connection.close(CloseCode.UNAUTHENTICATED, failure.message());
        }
    }
}
