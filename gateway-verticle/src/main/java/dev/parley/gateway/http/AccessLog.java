package dev.parley.gateway.http;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the logger {@value #NAME} of every request when it has been answered, with an {@link AccessEntry} as the one argument; of a
 * WebSocket when it ends. Costs nothing while that logger is off.
 */
public final class AccessLog implements PlatformHandler {
    /** Its level and where it goes are the launcher's matter. */
    public static final String NAME = "dev.parley.access";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    private final Clock clock;

    public AccessLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        if (LOG.isInfoEnabled()) {
            var time = clock.instant();
            long since = System.nanoTime();
            context.addEndHandler(ended -> LOG.info(
                    "{}", AccessEntry.of(context, time, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since))));
        }
        context.next();
    }
}
