package dev.parley.notification;

import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.List;

/** Pushes to the user's connected devices. */
final class LiveChannel implements Channel {
    private final LiveDelivery delivery;
    private final Counter delivered;

    LiveChannel(LiveDelivery delivery, Metrics metrics) {
        this.delivery = delivery;
        this.delivered = metrics.counter(Instrument.NOTIFICATIONS, name(), "delivered");
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public Future<Void> deliver(List<Addressed> fresh) {
        for (var one : fresh) {
            delivery.add(List.of(one.userId()), EventNames.NOTIFICATION, one.notification());
        }
        delivery.flush();
        delivered.increment(fresh.size());
        return Future.succeededFuture();
    }
}
