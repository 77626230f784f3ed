package dev.parley.presence;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.model.presence.Acquainted;
import dev.parley.model.presence.AttachDevice;
import dev.parley.model.presence.DetachDevice;
import dev.parley.model.presence.GetPresence;
import dev.parley.model.presence.Lease;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceStatus;
import dev.parley.model.presence.Presences;
import dev.parley.model.presence.RenewLease;
import dev.parley.model.presence.SetPresence;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is asked of presence. Every request fails as UNAVAILABLE while Redis is away. */
final class PresenceService {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceService.class);
    private static final int MAX_USERS = 200;
    private static final Circle NOBODY = new Circle(Set.of(), Set.of(), Set.of());

    private final PresenceStore store;
    private final Circles circles;
    private final Announcer announcer;

    PresenceService(PresenceStore store, Circles circles, Announcer announcer) {
        this.store = store;
        this.circles = circles;
        this.announcer = announcer;
    }

    Future<Done> attach(AttachDevice request) {
        return announced(store.attach(request.userId(), request.deviceId(), request.nodeId()));
    }

    Future<Done> detach(DetachDevice request) {
        return announced(store.detach(request.userId(), request.deviceId(), request.nodeId()));
    }

    Future<Lease> renew(RenewLease request) {
        return store.renew(request.nodeId()).map(Lease::new);
    }

    Future<Done> set(SetPresence request) {
        if (request.status() == PresenceStatus.OFFLINE) {
            return Future.failedFuture(
                    Failure.invalid("status", "must be online, away or busy").asException());
        }
        return announced(store.set(request.userId(), request.deviceId(), request.status()));
    }

    /** Their account is gone. */
    Future<Done> forget(ForgetUser request) {
        return announced(store.forget(request.userId()));
    }

    Future<Presences> get(GetPresence request) {
        if (request.userIds().size() > MAX_USERS) {
            return Future.failedFuture(Failure.invalid("userIds", "must be at most " + MAX_USERS + " ids")
                    .asException());
        }
        if (request.userIds().isEmpty()) {
            return Future.succeededFuture(new Presences(List.of()));
        }
        var viewer = request.viewer();
        var others =
                request.userIds().stream().filter(user -> !user.equals(viewer)).toList();
        // Without the other verticles nobody can be shown to be seen, so nobody is.
        var circle = others.isEmpty()
                ? Future.succeededFuture(NOBODY)
                : circles.of(viewer, others).otherwise(NOBODY);
        var presences = store.get(request.userIds());
        return Future.all(circle, presences)
                .map(both -> new Presences(presences.result().stream()
                        .map(presence -> visible(viewer, circle.result(), presence))
                        .toList()));
    }

    private static Presence visible(UserId viewer, Circle circle, Presence presence) {
        return presence.userId().equals(viewer) || circle.sees(presence.userId())
                ? presence
                : new Presence(presence.userId(), PresenceStatus.OFFLINE, null);
    }

    /** Shows two to each other who have not seen each other so far; of those who are offline there is nothing to show. */
    void introduce(Acquainted pair) {
        circles.forget(pair.one(), pair.other());
        store.get(List.of(pair.one(), pair.other()))
                .onSuccess(presences -> announcer.announce(presences.stream()
                        .filter(presence -> presence.status() != PresenceStatus.OFFLINE)
                        .toList()))
                .onFailure(
                        cause -> LOG.debug("not introduced cause={}", cause.getMessage())); // they see it when they ask
    }

    private Future<Done> announced(Future<List<Presence>> changes) {
        return changes.map(changed -> {
            announcer.announce(changed);
            return Done.DONE;
        });
    }
}
