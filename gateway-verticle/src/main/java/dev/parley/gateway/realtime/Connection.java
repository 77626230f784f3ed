package dev.parley.gateway.realtime;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.limit.Limit;
import dev.parley.gateway.live.LiveSocket;
import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.operation.SendOrder;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.DeviceId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.trace.Spans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, the same behind every door: not authenticated, ready, closed. Nothing a client sends ends it
 * without a close code.
 *
 * <p>Owned by the gateway's context, as everything it touches.
 */
public final class Connection implements LiveSocket {
    private final Connections all;
    private final DoorName door;
    private final String address;
    private final Transport transport;
    private final Dialect dialect;
    private final DeviceId deviceId = DeviceId.next();
    private final Outbox outbox;
    private final FrameRate rate;
    private final InFlight inFlight;
    private final SendLine sendLine = new SendLine();
    private final ConnectionTimers timers;
    private final Authentication authentication;

    private @Nullable RoomId looking;
    private boolean closed;

    Connection(Connections all, DoorName door, String address, Transport transport, Dialect dialect) {
        this.all = all;
        this.door = door;
        this.address = address;
        this.transport = transport;
        this.dialect = dialect;
        this.outbox = new Outbox(
                transport,
                all.limits().outputBytes(),
                all.metrics().unsent(),
                (after, what) -> all.vertx().setTimer(after.toMillis(), over -> what.run()),
                this::tooSlow);
        this.rate = new FrameRate(all.limits(), all.nanoTime());
        this.inFlight = new InFlight(all.limits().operationsInFlight());
        this.timers = new ConnectionTimers(all, this, transport);
        this.authentication = new Authentication(all, this, timers);
    }

    /** Takes one frame from the client. */
    public void receive(String text) {
        if (closed) {
            return;
        }
        heard();
        all.metrics().received();
        if (Utf8.isLongerThan(text, all.limits().frameBytes())) {
            all.refusals().count(Limit.FRAME);
            close(CloseCode.FRAME_TOO_BIG, "A frame has at most " + all.limits().frameBytes() + " bytes");
            return;
        }
        dialect.receive(this, text);
    }

    /** The client showed a sign of life, perhaps below the protocol. */
    public void heard() {
        timers.heard();
    }

    /** Makes it ready at once, for a caller whose token came with the HTTP request. */
    public void authenticated(Caller known) {
        authentication.accept(known);
    }

    /** One operation of the contract, its data as the client sent it. */
    public void request(String operation, @Nullable Object data, Reply reply) {
        if (!admit(reply)) {
            return;
        }
        long since = all.nanoTime();
        if (data != null && !(data instanceof JsonObject)) {
            fail(reply, Failure.invalid("data", "must be an object"));
            return;
        }
        var fields = data instanceof JsonObject object ? object : new JsonObject();
        if (operation.equals("auth")) {
            authentication.authenticate(fields, reply);
        } else {
            authentication.whenKnown(reply, caller -> operate(operation, caller, fields, reply, since));
        }
    }

    /** The client listens to events from now on: what it must not miss is said again. */
    public void listens() {
        timers.repeatNotice();
    }

    /** Something only the door knows, done once there is a caller; refused as an operation would be. */
    public void requestOfDoor(Reply reply, Function<Caller, Future<?>> request) {
        if (admit(reply)) {
            authentication.whenKnown(reply, caller -> perform(reply, () -> request.apply(caller), () -> {}));
        }
    }

    /** Answers a request that can be read but names nothing to do. */
    public void refuse(Reply reply, Failure failure) {
        if (admit(reply)) {
            fail(reply, failure);
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
        all.refusals().count(Limit.FRAMES_PER_SECOND);
        fail(reply, Failure.rateLimited(wait));
        if (rate.goesOn(now)) {
            close(Connections.tooMany("Too many frames"));
        }
        return false;
    }

    private void operate(String operation, Caller caller, JsonObject data, Reply reply, long since) {
        if (operation.equals("ping")) {
            answer(reply.done("pong", Map.of()));
            return;
        }
        var handler = all.operations().named(operation);
        if (handler == null) {
            fail(reply, Failure.invalid("type", "no such operation"));
        } else {
            perform(
                    reply,
                    () -> Spans.root(operation, () -> handler.perform(this, caller, data)),
                    () -> all.metrics().answered(operation, since));
        }
    }

    /** @param done called when it has been answered with an ack */
    private void perform(Reply reply, Supplier<Future<?>> operation, Runnable done) {
        unlessBusy(reply, counted -> {
            Future<?> result;
            try {
                result = operation.get();
            } catch (RuntimeException e) {
                result = Future.failedFuture(e);
            }
            return counted.until(result)
                    .onComplete(
                            value -> {
                                answer(reply.done("ack", Frames.data(value)));
                                done.run();
                            },
                            cause -> fail(reply, all.failureOf(cause)));
        });
    }

    /** Begins something that counts as in flight, or answers that there is too much of it. */
    void unlessBusy(Reply reply, Function<InFlight, Future<?>> begin) {
        if (inFlight.isFull()) {
            all.refusals().count(Limit.OPERATIONS_IN_FLIGHT);
            fail(reply, Failure.rateLimited(InFlight.RETRY_MS));
        } else {
            var unused = begin.apply(inFlight);
        }
    }

    /** Answers a request with why it is not done. */
    void fail(Reply reply, Failure failure) {
        all.metrics().failed(failure.code());
        answer(reply.failed(failure));
    }

    void answer(@Nullable ServerFrame frame) {
        if (!closed && frame != null && !outbox.answer(frame)) {
            tooSlow();
        }
    }

    @Override
    public boolean deliver(ServerFrame event) {
        var worded = closed ? null : dialect.event(event);
        if (worded == null) {
            return false;
        }
        if (outbox.event(worded)) {
            return true;
        }
        tooSlow();
        return false;
    }

    /** As {@link #deliver}, for what this gateway says itself. */
    void say(ServerFrame event) {
        var unused = deliver(event);
    }

    private void tooSlow() {
        if (closed) {
            return;
        }
        all.refusals().count(Limit.UNSENT_OUTPUT);
        all.tooSlow(this);
        close(CloseCode.TOO_SLOW, "Read faster, or sync after reconnecting");
    }

    /** Closes as too many of something, and says when to come back. */
    void close(Failure tooMany) {
        long seconds = tooMany.retryAfterMs() == null ? 1 : (tooMany.retryAfterMs() + 999) / 1000;
        close(CloseCode.TOO_MANY, tooMany.message() + "; come back in " + seconds + " s");
    }

    /** Closes with a code that the client gets to see. Again is no error. */
    public void close(CloseCode code, String reason) {
        if (closed) {
            return;
        }
        if (!transport.showsCloseCodes() && code != CloseCode.TOO_SLOW) {
            answer(dialect.closing(code, reason)); // closes as too slow, perhaps
        }
        if (!closed) {
            all.metrics().closed(code);
            gone();
            transport.close(code, reason);
        }
    }

    /** The socket is no more. */
    public void gone() {
        if (!closed) {
            closed = true;
            timers.cancel();
            all.left(this);
        }
    }

    /** Where it counts. */
    String address() {
        return address;
    }

    DoorName door() {
        return door;
    }

    boolean isOpen() {
        return !closed;
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
        return Objects.requireNonNull(caller(), "not authenticated").userId();
    }

    public @Nullable Caller caller() {
        return authentication.caller();
    }

    SendOrder sendLine() {
        return sendLine;
    }
}
