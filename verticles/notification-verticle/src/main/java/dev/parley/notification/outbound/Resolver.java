package dev.parley.notification.outbound;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Finds an endpoint's address, and refuses it if any of its addresses is not of the public internet: whoever may log in
 * names endpoints, and must not have this server call its neighbours. What is found is what is connected to, so a name
 * that means something else a moment later gains nothing.
 *
 * <p>Owned by the context that made it.
 */
public final class Resolver {
    /** The system's resolver gives up late; a name that takes so long is tried again with the next attempt. */
    static final Duration WITHIN = Duration.ofSeconds(3);

    private static final String POOL = "parley-outbound-names";
    private static final int THREADS = 8;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Names looked up at once; while so many hang, others are refused rather than made to wait. */
    private static final int MAX_ASKED = 200;

    /** The lookup itself, which blocks. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final WorkerExecutor threads;
    private final Names names;
    private final boolean privateAllowed;
    private final Map<String, Future<List<InetAddress>>> asked = new HashMap<>();

    public Resolver(Vertx vertx, boolean privateAllowed) {
        this(vertx, InetAddress::getAllByName, privateAllowed);
    }

    Resolver(Vertx vertx, Names names, boolean privateAllowed) {
        this.threads = vertx.createSharedWorkerExecutor(POOL, THREADS, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        this.names = names;
        this.privateAllowed = privateAllowed;
    }

    /** @return one that may be connected to; fails with {@link PrivateAddress}, or otherwise for a passing reason */
    public Future<InetAddress> addressOf(Endpoint endpoint) {
        return lookUp(endpoint.host())
                .timeout(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .map(this::chosen);
    }

    /**
     * For the one who has named it.
     *
     * @param cause of {@link #addressOf}
     * @return INVALID_REQUEST naming {@code field}
     */
    public static FailureException refusal(String field, Throwable cause) {
        var message = cause instanceof PrivateAddress ? "must be at a public address" : "has a name that leads nowhere";
        return Failure.invalid(field, message).asException();
    }

    private InetAddress chosen(List<InetAddress> found) {
        if (!privateAllowed && !found.stream().allMatch(PublicAddresses::isPublic)) {
            throw new PrivateAddress();
        }
        return found.get(0);
    }

    /** Those who ask for the same name share an answer, and a thread. */
    private Future<List<InetAddress>> lookUp(String host) {
        var under = asked.get(host);
        if (under != null) {
            return under;
        }
        if (asked.size() >= MAX_ASKED) {
            return Future.failedFuture(new UnknownHostException("too many names are being looked up"));
        }
        var answer = threads.executeBlocking(() -> List.of(names.of(host)), false);
        asked.put(host, answer);
        return answer.onComplete(done -> asked.remove(host, answer));
    }

    /** It is, or one of its addresses is, in a network that is not public. */
    public static final class PrivateAddress extends RuntimeException {
        private static final long serialVersionUID = 1;

        PrivateAddress() {
            super("not at a public address", null, false, false);
        }
    }
}
