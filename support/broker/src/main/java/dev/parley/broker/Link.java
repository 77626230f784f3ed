package dev.parley.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that is there or on its way back, for ever. Owned by its context.
 *
 * @param <S> what its user prepares on each new connection
 */
final class Link<S> {
    /** Uses the connection. */
    interface User<S> {
        /** On a worker, may block; if it fails the connection is given up and tried again. */
        S prepare(Connection connection) throws IOException;

        void up(S session);

        /** Everything of the last session is void. */
        void down();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int HEARTBEAT_S = 10;
    private static final int CLOSE_TIMEOUT_MS = 2_000;
    private static final long RETRY_MS = 500;
    private static final int WORKERS = 2; // one writes, the other can still connect or close

    private final Vertx vertx;
    private final Context context;
    private final String name;
    private final ConnectionFactory factory;
    private final User<S> user;
    private final WorkerExecutor worker;
    private final Promise<Void> firstUp = Promise.promise();
    private @Nullable Connection connection;
    private boolean blocked;
    private boolean closed;
    private boolean workersClosed;
    private @Nullable Throwable lastFailure;

    Link(Vertx vertx, Context context, BrokerConfig config, String name, User<S> user) {
        this.vertx = vertx;
        this.context = context;
        this.name = name;
        this.user = user;
        this.worker = vertx.createSharedWorkerExecutor("broker-" + name, WORKERS, 1, TimeUnit.MINUTES);
        this.factory = factory(config, name);
    }

    /** Of connections that nobody brings back but we. */
    static ConnectionFactory factory(BrokerConfig config, String name) {
        var factory = new ConnectionFactory();
        factory.setHost(config.host());
        factory.setPort(config.port());
        factory.setUsername(config.user());
        factory.setPassword(config.password());
        factory.setVirtualHost(config.virtualHost());
        factory.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        factory.setHandshakeTimeout(CONNECT_TIMEOUT_MS);
        factory.setRequestedHeartbeat(HEARTBEAT_S);
        factory.setShutdownTimeout(CLOSE_TIMEOUT_MS);
        factory.setAutomaticRecoveryEnabled(false); // ours is below: the client's would hide the change of session
        factory.setSharedExecutor(callbacks(name));
        factory.setThreadFactory(daemons(name));
        return factory;
    }

    /** One thread, which only hops to the context; it ends by itself, since a closing connection still has calls for it. */
    private static ExecutorService callbacks(String name) {
        var one = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            var thread = new Thread(task, "broker-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Completes when it is up for the first time. */
    Future<Void> open() {
        attempt();
        return firstUp.future();
    }

    boolean isUp() {
        return connection != null && !blocked;
    }

    /** Why the last attempt to connect failed, if one has. */
    @Nullable Throwable lastFailure() {
        return lastFailure;
    }

    Writes newWrites() {
        return new Writes(this);
    }

    /** Runs blocking work on this link's workers; fails once the link is closed. */
    <T> Future<T> blocking(Callable<T> work) {
        if (workersClosed) {
            return Future.failedFuture("the broker's link is closed");
        }
        return worker.executeBlocking(work, false);
    }

    /** Runs {@code work} on the owner's context, in the order of the calls of one thread. */
    void onContext(Runnable work) {
        context.runOnContext(run -> work.run());
    }

    private void attempt() {
        blocking(this::connect).onComplete(this::connected, this::failed);
    }

    private Connected<S> connect() throws IOException, TimeoutException {
        var made = factory.newConnection(name);
        try {
            return new Connected<>(made, user.prepare(made));
        } catch (IOException | RuntimeException e) {
            made.abort(CLOSE_TIMEOUT_MS);
            throw e;
        }
    }

    private record Connected<S>(Connection connection, S session) {}

    private void connected(Connected<S> now) {
        if (closed) {
            abort(now.connection);
            return;
        }
        connection = now.connection;
        blocked = false;
        LOG.info("broker connected link={}", name);
        user.up(now.session);
        now.connection.addBlockedListener(
                reason -> onContext(() -> blocked = true), () -> onContext(() -> blocked = false));
        now.connection.addShutdownListener(cause -> onContext(() -> lost(now.connection, cause)));
        firstUp.tryComplete();
    }

    private void failed(Throwable cause) {
        lastFailure = cause;
        if (!closed) {
            LOG.debug("broker unreachable link={} cause={}", name, cause.toString());
            vertx.setTimer(RETRY_MS, retry -> attemptUnlessClosed());
        }
    }

    private void attemptUnlessClosed() {
        if (!closed) {
            attempt();
        }
    }

    private void lost(Connection which, ShutdownSignalException cause) {
        if (connection != which) {
            return;
        }
        connection = null;
        user.down();
        if (!closed) {
            LOG.warn("broker lost link={} cause={}", name, cause.getMessage());
            attempt();
        }
    }

    /** Gives the connection up, so that a new one is made. */
    void giveUp() {
        var current = connection;
        if (current != null) {
            abort(current);
        }
    }

    private void abort(Connection which) {
        // Not on the link's workers: they may be closed by now, or stuck in this very connection.
        vertx.executeBlocking(
                        () -> {
                            which.abort(CLOSE_TIMEOUT_MS);
                            return null;
                        },
                        false)
                .onFailure(cause -> LOG.debug("broker abort link={} cause={}", name, cause.toString()));
    }

    Future<Void> close() {
        closed = true;
        firstUp.tryFail("closed");
        var current = connection;
        connection = null;
        user.down();
        return blocking(() -> {
                    if (current != null) {
                        current.abort(CLOSE_TIMEOUT_MS);
                    }
                    return null;
                })
                .eventually(() -> {
                    workersClosed = true;
                    return worker.close();
                })
                .mapEmpty();
    }
}
