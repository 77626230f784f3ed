package dev.parley.message.retention;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the {@link RoomWalk} on, one step at a time. Owned by the context that made it. */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** Between the steps of one walk, so that it is no burden while people chat. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Between walks that have nothing to do. */
    private static final Duration IDLE = Duration.ofHours(1);

    private final Vertx vertx;
    private final RoomWalk walk;
    private final Duration every;
    private long timer = -1;
    private boolean stopped;

    /** @param every how long to rest when a walk is done, or a step has failed */
    public Sweeper(Vertx vertx, RoomWalk walk, Duration every) {
        this.vertx = vertx;
        this.walk = walk;
        this.every = every;
    }

    public void start() {
        later(every);
    }

    /** What is under way may be cut short: the next one begins there. */
    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void later(Duration pause) {
        timer = vertx.setTimer(
                pause.toMillis(),
                due -> walk.step().onComplete(done -> {
                    if (done.failed()) {
                        LOG.warn("not removed, next time cause={}", done.cause().toString());
                    }
                    if (!stopped) {
                        boolean goOn = done.succeeded() && done.result() && PAUSE.compareTo(every) < 0;
                        later(goOn ? PAUSE : rest());
                    }
                }));
    }

    private Duration rest() {
        return walk.isIdle() && IDLE.compareTo(every) > 0 ? IDLE : every;
    }
}
