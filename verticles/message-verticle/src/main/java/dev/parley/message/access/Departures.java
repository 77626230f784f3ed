package dev.parley.message.access;

import dev.parley.broker.IntentPublisher;
import dev.parley.message.store.Belonging;
import dev.parley.message.store.CursorStore;
import dev.parley.message.store.RoomReads;
import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Done;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.LeaveGroups;
import dev.parley.model.rooms.LeavingGroups;
import dev.parley.model.rooms.RoomCommand.RemoveMember;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Lets a user whose account is gone leave every group, by the same intents as one who leaves by hand, and forgets what is
 * kept for them alone.
 */
public final class Departures {
    private final RoomReads reads;
    private final CursorStore cursors;
    private final IntentPublisher broker;
    private final Clock clock;

    public Departures(RoomReads reads, CursorStore cursors, IntentPublisher broker, Clock clock) {
        this.reads = reads;
        this.cursors = cursors;
        this.broker = broker;
        this.clock = clock;
    }

    /** @return how many groups are left behind, or UNAVAILABLE: ask again, until there are none */
    public Future<LeavingGroups> leave(LeaveGroups request) {
        return reads.belongings(request.user().id()).compose(belongings -> {
            var groups = groups(belongings);
            var published = groups.stream()
                    .map(group -> broker.publish(leaving(request.user(), group)))
                    .toList();
            return Future.all(published).map(new LeavingGroups(groups.size()));
        });
    }

    /**
     * Receipts and mutes go, of every room they are or were in. That they were there stays: a late owner of a log might
     * write it again, and then nobody would know that they have left.
     *
     * @return done, or UNAVAILABLE: ask again
     */
    public Future<Done> forget(ForgetUser request) {
        return reads.belongings(request.userId())
                .compose(belongings -> cursors.forget(request.userId(), belongings.keySet()))
                .map(Done.DONE);
    }

    private static List<RoomId> groups(Map<RoomId, Belonging> belongings) {
        return belongings.entrySet().stream()
                .filter(entry -> entry.getValue().member() && entry.getValue().partner() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Intent leaving(PublicUser user, RoomId group) {
        return new Intent(IntentId.next(), group, user, clock.instant(), null, new RemoveMember(user.id()));
    }
}
