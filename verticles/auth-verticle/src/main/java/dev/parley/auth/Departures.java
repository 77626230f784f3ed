package dev.parley.auth;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.rooms.LeaveGroups;
import dev.parley.model.rooms.LeavingGroups;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets deleted accounts leave their groups, and has what others keep for them alone forgotten: asked of message-, contacts-,
 * notification- and presence-verticle again and again until there is nothing left. What is left to do is in the store, so that no
 * crash and no outage loses it.
 */
final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int AT_ONCE = 100;

    /** Someone may have been about to add them: an invitation on its way is stored by then, but for an outage. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Postgres postgres;
    private final Bus bus;
    private final Clock clock;

    // owned by the context that started it
    private boolean looking;
    private boolean lookAgain;

    Departures(Vertx vertx, Postgres postgres, Bus bus, Clock clock) {
        this.vertx = vertx;
        this.postgres = postgres;
        this.bus = bus;
        this.clock = clock;
    }

    /** Looks now, for what a crash left, and now and then. */
    void start() {
        look();
        vertx.setPeriodic(LOOK_EVERY.toMillis(), timer -> look());
    }

    /** Looks at once, for an account that was just deleted. */
    void look() {
        if (looking) {
            lookAgain = true;
            return;
        }
        looking = true;
        UserStore.departing(postgres, AT_ONCE)
                .compose(this::letLeave)
                .onFailure(cause -> LOG.warn("not forgotten as a whole, next time cause={}", cause.toString()))
                .onComplete(looked -> {
                    looking = false;
                    if (lookAgain) {
                        lookAgain = false;
                        look();
                    }
                });
    }

    private Future<Void> letLeave(List<UserId> users) {
        var free = new ArrayList<UserId>();
        var asked = users.stream().map(user -> leave(user, free)).toList();
        return Future.join(asked)
                .eventually(() -> free.isEmpty()
                        ? Future.succeededFuture()
                        : UserStore.departed(postgres, free, clock.instant().minus(SETTLED_AFTER)))
                .mapEmpty();
    }

    private Future<Void> leave(UserId user, List<UserId> free) {
        var forget = new ForgetUser(user);
        return Future.join(
                        leaveGroups(user),
                        bus.request(ContactsAddresses.FORGET, forget),
                        bus.request(NotificationAddresses.FORGET, forget),
                        bus.request(PresenceAddresses.FORGET, forget),
                        bus.request(RoomAddresses.FORGET, forget))
                .onSuccess(all -> {
                    if (all.<LeavingGroups>resultAt(0).groups() == 0) {
                        free.add(user);
                    }
                })
                .mapEmpty();
    }

    private Future<LeavingGroups> leaveGroups(UserId user) {
        return bus.request(RoomAddresses.LEAVE_GROUPS, new LeaveGroups(PublicUser.deleted(user)))
                .onSuccess(leaving -> {
                    if (leaving.groups() > 0) {
                        LOG.info("deleted user leaves user={} groups={}", user, leaving.groups());
                    }
                });
    }
}
