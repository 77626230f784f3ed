package dev.parley.presence;

import dev.parley.model.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis that comes back by itself. The driver's pool would keep a connection that hangs; this one is
 * closed when a command is not answered in time, a PING every second makes sure that there is such a command.
 *
 * <p>Commands are answered in the order sent. While Redis is away they fail at once as UNAVAILABLE, and none is repeated:
 * a lost answer leaves open whether the command was done.
 *
 * <p>Owned by the context that made it.
 */
final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    /** An answer must leave time for the rest within the 2 s that a caller waits. */
    private static final long ANSWER_MS = 1_200;

    private static final int CONNECT_MS = 1_000;
    private static final long PING_EVERY_MS = 1_000;
    private static final long RECONNECT_AFTER_MS = 250;

    /** Commands sent and not answered; one more fails as UNAVAILABLE. */
    private static final int MAX_IN_FLIGHT = 8_192;

    private final Vertx vertx;
    private final RedisOptions options;
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private boolean saidAway;
    private boolean closed;

    RedisLink(Vertx vertx, RedisConfig config) {
        this.vertx = vertx;
        this.options = new RedisOptions()
                .setConnectionString("redis://" + config.host() + ":" + config.port() + "/" + config.database())
                .setPassword(config.password())
                .setNetClientOptions(
                        new NetClientOptions().setConnectTimeout(CONNECT_MS).setTcpNoDelay(true))
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setMaxWaitingHandlers(MAX_IN_FLIGHT);
    }

    /** Completes after the first attempt, whether or not Redis is there: chat goes on without it. */
    Future<Void> start() {
        vertx.setPeriodic(PING_EVERY_MS, timer -> {
            if (isUp()) {
                // A PING that fails has closed the connection already: there is nothing else to do about it.
                send(Request.cmd(Command.PING)).onFailure(cause -> LOG.debug("ping cause={}", cause.getMessage()));
            }
        });
        return connect();
    }

    boolean isUp() {
        return connection != null;
    }

    /** @return the answer, null for nil; UNAVAILABLE, or an {@link ErrorType} if Redis refuses the command */
    Future<@Nullable Response> send(Request command) {
        var current = connection;
        if (current == null || current.pendingQueueFull()) {
            return Future.failedFuture(Failure.unavailable("Presence").asException());
        }
        return current.send(command).timeout(ANSWER_MS, TimeUnit.MILLISECONDS).recover(cause -> {
            if (cause instanceof ErrorType refusal && !refusal.is("CONNECTION_CLOSED") && !isPassing(refusal)) {
                return Future.failedFuture(cause);
            }
            drop(current, cause);
            return Future.failedFuture(Failure.unavailable("Presence").asException());
        });
    }

    /** Runs a script by its hash; a Redis that has forgotten it is told again. */
    Future<@Nullable Response> run(Script script, Object... args) {
        return send(call(Command.EVALSHA, script.sha1(), args))
                .recover(cause -> cause instanceof ErrorType refusal && refusal.is("NOSCRIPT")
                        ? send(call(Command.EVAL, script.body(), args))
                        : Future.failedFuture(cause));
    }

    private static Request call(Command eval, String script, Object... args) {
        var request = Request.cmd(eval).arg(script).arg(0);
        for (var arg : args) {
            request.arg(String.valueOf(arg));
        }
        return request;
    }

    /** Redis is up and says that it cannot serve now: reading its file after a start, a replica without its primary. */
    private static boolean isPassing(ErrorType refusal) {
        return refusal.is("LOADING") || refusal.is("BUSY") || refusal.is("MASTERDOWN") || refusal.is("READONLY");
    }

    private Future<Void> connect() {
        if (closed) {
            return Future.succeededFuture();
        }
        // A client per attempt: closing it is what surely closes its socket.
        var attempt = Redis.createClient(vertx, options);
        client = attempt;
        var done = Promise.<Void>promise();
        attempt.connect()
                .timeout(CONNECT_MS * 2L, TimeUnit.MILLISECONDS)
                .compose(this::prepare)
                .onComplete(
                        ready -> {
                            up(ready);
                            done.complete();
                        },
                        cause -> {
                            away(cause);
                            done.complete();
                        });
        return done.future();
    }

    /** PING finds a Redis that is still reading its file; SCRIPT LOAD saves the first call of each from failing. */
    private Future<RedisConnection> prepare(RedisConnection fresh) {
        var commands = Script.ALL.stream()
                .map(script -> Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.body()))
                .toList();
        return fresh.send(Request.cmd(Command.PING))
                .compose(pong -> fresh.batch(commands))
                .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
                .map(fresh);
    }

    private void up(RedisConnection ready) {
        if (closed) {
            closeClient();
            return;
        }
        ready.exceptionHandler(cause -> drop(ready, cause));
        ready.endHandler(end -> drop(ready, new IllegalStateException("closed by Redis")));
        connection = ready;
        saidAway = false;
        LOG.info("redis up");
    }

    private void drop(RedisConnection gone, Throwable cause) {
        if (connection == gone) {
            connection = null;
            away(cause);
        }
    }

    private void away(Throwable cause) {
        closeClient();
        if (closed) {
            return;
        }
        if (!saidAway) {
            saidAway = true; // once, not at every attempt
            LOG.warn("redis away cause={}", cause.getMessage());
        }
        vertx.setTimer(RECONNECT_AFTER_MS, again -> connect().onFailure(bug -> LOG.error("reconnect", bug)));
    }

    private void closeClient() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    void close() {
        closed = true;
        connection = null;
        closeClient();
    }
}
