package dev.parley.notification;

import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import io.vertx.core.Future;
import java.util.List;

/** Pushes to the user's connected devices. */
final class LiveChannel implements Channel {
    private final LiveDelivery delivery;

    LiveChannel(LiveDelivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public Future<Void> deliver(List<Addressed> fresh) {
        for (var one : fresh) {
            delivery.add(List.of(one.userId()), EventNames.NOTIFICATION, one.notification());
        }
        delivery.flush();
        return Future.succeededFuture();
    }
}
