package dev.parley.notification;

import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification;
import io.vertx.core.Future;
import java.util.List;

/**
 * A way to reach users beside the list they look at: live. Each gets every notification once, after it is in the list; but if
 * the process dies in between, not at all. What must lose none is an {@link Outbox}.
 */
public interface Channel {
    /** One word, for logs and metrics. */
    String name();

    /**
     * @param fresh notifications that were not there before
     * @return completes when they are handed over, soon; a failure is logged and holds nothing up
     */
    Future<Void> deliver(List<Addressed> fresh);

    /** A notification and whose it is. */
    record Addressed(UserId userId, Notification notification) {}
}
