package dev.parley.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whom one request has been tried at, and how often it may be tried yet. A server that takes no connection has seen
 * nothing of it: then it goes to the next one whatever its method is.
 *
 * <p>Owned by the gateway's context.
 */
final class Attempts {
    private final Upstream upstream;
    private final BooleanSupplier abandoned;
    private final List<Server> tried = new ArrayList<>();
    private @Nullable Server current;

    /** @param abandoned whether nobody waits for it any more */
    Attempts(Upstream upstream, BooleanSupplier abandoned) {
        this.upstream = upstream;
        this.abandoned = abandoned;
    }

    /**
     * Connects to a server, and to others if one takes no connection.
     *
     * @param connect to the server given
     * @param answersNo failures by which a server is there all the same
     * @return fails as {@link Refusals#nobody} if there is none
     */
    <T> Future<T> reach(Function<Server, Future<T>> connect, Predicate<Throwable> answersNo) {
        over();
        if (abandoned.getAsBoolean()) {
            return Future.failedFuture("nobody waits for it any more");
        }
        var server = upstream.servers().pick(tried);
        if (server == null || (!tried.isEmpty() && !mayGoOn())) {
            return Future.failedFuture(Refusals.nobody(upstream.config()));
        }
        if (!tried.isEmpty()) {
            upstream.metrics().retried();
        }
        tried.add(server);
        current = server;
        server.took();
        return connect.apply(server).recover(cause -> {
            over();
            if (answersNo.test(cause)) {
                server.reachable();
                return Future.failedFuture(cause);
            }
            if (cause instanceof ConnectionPoolTooBusyException) {
                return Future.failedFuture(Refusals.noRoom());
            }
            upstream.unreachable(server, cause);
            return reach(connect, answersNo);
        });
    }

    boolean mayGoOn() {
        return tried.size() <= upstream.config().limits().retries() && !abandoned.getAsBoolean();
    }

    /** The server asked last has answered. */
    void answered() {
        if (current != null) {
            current.reachable();
        }
    }

    /** The last attempt is over, one way or another. */
    void over() {
        if (current != null) {
            current.gave();
            current = null;
        }
    }
}
