package dev.parley.gateway.realtime;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.live.LiveSocket;
import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.operation.SendOrder;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.DeviceId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, the same behind every door: not authenticated, ready, closed. Who speaks is known from the
 * token alone. Nothing a client sends ends it without a close code.
 *
 * <p>Owned by the gateway's context, as everything it touches.
 */
public final class Connection implements LiveSocket {
    /** When to try again after too many operations in flight: most are answered by then. */
    private static final long BUSY_RETRY_MS = 100;

    private final Connections all;
    private final Transport transport;
    private final Dialect dialect;
    private final DeviceId deviceId = DeviceId.next();
    private final Outbox outbox;
    private final FrameRate rate;
    private final SendLine sendLine = new SendLine();
    private final ConnectionTimers timers;

    private @Nullable Caller caller;
    private @Nullable Future<Ready> authenticating;
    private @Nullable RoomId looking;
    private boolean closed;
    private int inFlight;

    Connection(Connections all, Transport transport, Dialect dialect) {
        this.all = all;
        this.transport = transport;
        this.dialect = dialect;
        this.outbox = new Outbox(transport, all.limits().outputBytes());
        this.rate = new FrameRate(all.limits(), all.nanoTime());
        this.timers = new ConnectionTimers(all, this, transport);
    }

    /** Takes one frame from the client. */
    public void receive(String text) {
        if (closed) {
            return;
        }
        heard();
        all.counters().received();
        if (Utf8.isLongerThan(text, all.limits().frameBytes())) {
            close(CloseCode.FRAME_TOO_BIG, "A frame has at most " + all.limits().frameBytes() + " bytes");
            return;
        }
        dialect.receive(this, text);
    }

    /** The client showed a sign of life, perhaps below the protocol. */
    public void heard() {
        timers.heard();
    }

    /** One operation of the contract, its data as the client sent it. */
    public void request(String operation, @Nullable Object data, Reply reply) {
        if (!admit(reply)) {
            return;
        }
        if (data != null && !(data instanceof JsonObject)) {
            answer(reply.failed(Failure.invalid("data", "must be an object")));
            return;
        }
        var fields = data instanceof JsonObject object ? object : new JsonObject();
        if (operation.equals("auth")) {
            authenticate(fields, reply);
        } else {
            whenReady(reply, known -> operate(operation, known, fields, reply));
        }
    }

    /** Something only the door knows, done once there is a caller; refused as an operation would be. */
    public void requestOfDoor(Reply reply, Function<Caller, Future<?>> request) {
        if (admit(reply)) {
            whenReady(reply, known -> perform(reply, () -> request.apply(known)));
        }
    }

    /** Answers a request that can be read but names nothing to do. */
    public void refuse(Reply reply, Failure failure) {
        if (admit(reply)) {
            answer(reply.failed(failure));
        }
    }

    /** A frame that wants nothing; it counts as every frame. */
    public void signOfLife() {
        var unused = admit(Reply.NONE);
    }

    /** Counts one frame. @return false if it was one too many, and has been answered so */
    private boolean admit(Reply reply) {
        if (closed) {
            return false;
        }
        long now = all.nanoTime();
        long wait = rate.take(now);
        if (wait == 0) {
            return true;
        }
        answer(reply.failed(Failure.rateLimited(wait)));
        if (rate.goesOn(now)) {
            close(CloseCode.TOO_MANY, "Too many frames");
        }
        return false;
    }

    /** Makes it ready at once, for a caller whose token came with the HTTP request. */
    public void authenticated(Caller known) {
        try {
            deliver(Frames.event("ready", welcome(known)));
        } catch (FailureException refused) {
            close(closeCodeFor(refused.failure()), refused.failure().message());
        }
    }

    private void authenticate(JsonObject data, Reply reply) {
        if (!(data.getValue("token") instanceof String token)) {
            answer(reply.failed(Failure.invalid("token", "is required")));
            return;
        }
        // One after the other: an auth that waits for the keys must not be overtaken by the next.
        Future<?> before = authenticating == null ? Future.succeededFuture() : authenticating;
        var verified = before.transform(done -> all.verifier().verify(token)).map(this::welcome);
        authenticating = verified;
        verified.onComplete(ready -> answer(reply.done("ready", ready)), cause -> {
                    var failure = FailureException.failureOf(cause);
                    answer(reply.failed(failure));
                    if (caller == null && mayNotTryAgain(failure)) {
                        close(closeCodeFor(failure), failure.message());
                    }
                })
                .onComplete(done -> authenticating = authenticating == verified ? null : authenticating);
    }

    /** UNAVAILABLE is no verdict: until the deadline the client may send its token again. */
    private static boolean mayNotTryAgain(Failure failure) {
        return failure.code() != FailureCode.UNAVAILABLE;
    }

    private static CloseCode closeCodeFor(Failure failure) {
        return failure.code() == FailureCode.RATE_LIMITED ? CloseCode.TOO_MANY : CloseCode.UNAUTHENTICATED;
    }

    /** The first time it becomes ready; later the same user's new token extends it. Throws the refusal. */
    private Ready welcome(Caller known) {
        if (closed) {
            throw Failure.unauthenticated().asException();
        }
        if (caller == null) {
            caller = known;
            if (!all.attach(this)) {
                caller = null;
                throw Failure.rateLimited(all.limits().heartbeat().toMillis()).asException();
            }
        } else if (!caller.userId().equals(known.userId())) {
            throw Failure.forbidden("This connection belongs to another user: open a new one")
                    .asException();
        }
        caller = known;
        timers.readyUntil(known.expiresAt());
        return Ready.of(known, all.limits());
    }

    /** What comes while a token is being checked waits for the verdict. */
    private void whenReady(Reply reply, Consumer<Caller> then) {
        if (authenticating != null) {
            if (isBusy(reply)) {
                return;
            }
            inFlight++;
            authenticating.onComplete(verdict -> {
                inFlight--;
                whenReady(reply, then);
            });
        } else if (caller == null) {
            answer(reply.failed(Failure.unauthenticated()));
        } else if (!closed) {
            then.accept(caller);
        }
    }

    private void operate(String operation, Caller known, JsonObject data, Reply reply) {
        if (operation.equals("ping")) {
            answer(reply.done("pong", Map.of()));
            return;
        }
        var handler = all.operations().named(operation);
        if (handler == null) {
            answer(reply.failed(Failure.invalid("type", "no such operation")));
        } else {
            perform(reply, () -> handler.perform(this, known, data));
        }
    }

    private void perform(Reply reply, Supplier<Future<?>> operation) {
        if (isBusy(reply)) {
            return;
        }
        inFlight++;
        Future<?> result;
        try {
            result = operation.get();
        } catch (RuntimeException e) {
            result = Future.failedFuture(e);
        }
        result.onComplete(done -> {
            inFlight--;
            answer(
                    done.succeeded()
                            ? reply.done("ack", Frames.data(done.result()))
                            : reply.failed(all.failureOf(done.cause())));
        });
    }

    private boolean isBusy(Reply reply) {
        if (inFlight < all.limits().operationsInFlight()) {
            return false;
        }
        answer(reply.failed(Failure.rateLimited(BUSY_RETRY_MS)));
        return true;
    }

    private void answer(@Nullable ServerFrame frame) {
        if (!closed && frame != null && !outbox.answer(frame)) {
            tooSlow();
        }
    }

    @Override
    public void deliver(ServerFrame event) {
        var worded = closed ? null : dialect.event(event);
        if (worded == null) {
            return;
        }
        if (outbox.event(worded)) {
            all.counters().sent();
        } else {
            tooSlow();
        }
    }

    private void tooSlow() {
        all.counters().tooSlow();
        close(CloseCode.TOO_SLOW, "Read faster, or sync after reconnecting");
    }

    /** Closes with a code the client gets to see. Again is no error. */
    public void close(CloseCode code, String reason) {
        if (closed) {
            return;
        }
        var notice = transport.showsCloseCodes() ? null : dialect.closing(code, reason);
        if (notice != null && !outbox.answer(notice)) {
            all.counters().tooSlow(); // it will learn the reason by being refused
        }
        gone();
        transport.close(code, reason);
    }

    /** The socket is no more. */
    public void gone() {
        if (!closed) {
            closed = true;
            timers.cancel();
            all.left(this);
        }
    }

    void look(@Nullable RoomId roomId) {
        if (!Objects.equals(looking, roomId)) {
            looking = roomId;
            all.looked(this);
        }
    }

    @Override
    public @Nullable RoomId looking() {
        return looking;
    }

    @Override
    public void lookAwayFrom(RoomId roomId) {
        looking = roomId.equals(looking) ? null : looking;
    }

    @Override
    public DeviceId deviceId() {
        return deviceId;
    }

    /** Only of a connection that is or was ready. */
    @Override
    public UserId userId() {
        return Objects.requireNonNull(caller, "not authenticated").userId();
    }

    public @Nullable Caller caller() {
        return caller;
    }

    SendOrder sendLine() {
        return sendLine;
    }
}
