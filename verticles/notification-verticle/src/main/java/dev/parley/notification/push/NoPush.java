package dev.parley.notification.push;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.notification.NotificationAddresses;
import io.vertx.core.Future;

/** What browsers are told by a server that has no key to push with. */
public final class NoPush {
    private NoPush() {}

    public static Future<Void> serve(Bus bus) {
        return Future.all(
                        bus.serve(
                                NotificationAddresses.PUSH_KEY,
                                ask -> Future.failedFuture(
                                        Failure.notFound("push key").asException())),
                        bus.serve(
                                NotificationAddresses.SUBSCRIBE,
                                ask -> Future.failedFuture(Failure.conflict("This server does not push")
                                        .asException())),
                        bus.serve(NotificationAddresses.UNSUBSCRIBE, ask -> Future.succeededFuture(Done.DONE)))
                .mapEmpty();
    }
}
