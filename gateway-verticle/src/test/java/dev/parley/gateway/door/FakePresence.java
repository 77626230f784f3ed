package dev.parley.gateway.door;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.presence.Lease;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.Presences;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Stands for presence-verticle: remembers what it was told. */
final class FakePresence extends VerticleBase {
    final BlockingQueue<Record> told = new LinkedBlockingQueue<>();

    @Override
    public Future<?> start() {
        var bus = new Bus(vertx);
        return Future.all(
                bus.serve(PresenceAddresses.ATTACH, this::done),
                bus.serve(PresenceAddresses.DETACH, this::done),
                bus.serve(PresenceAddresses.SET, this::done),
                bus.serve(PresenceAddresses.GET, ask -> Future.succeededFuture(new Presences(List.of()))),
                bus.serve(PresenceAddresses.RENEW_LEASE, ask -> Future.succeededFuture(new Lease(true))));
    }

    private Future<Done> done(Record what) {
        told.add(what);
        return Future.succeededFuture(Done.DONE);
    }
}
