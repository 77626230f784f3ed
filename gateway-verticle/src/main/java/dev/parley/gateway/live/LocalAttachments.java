package dev.parley.gateway.live;

import dev.parley.model.bus.Bus;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.AttachedUser;
import dev.parley.model.live.AttachmentChanged;
import dev.parley.model.live.Deliveries;
import dev.parley.model.live.LiveAddresses;
import dev.parley.model.live.Roster;
import dev.parley.model.metrics.Metrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated sockets of this gateway node by user, every change announced to whoever delivers.
 *
 * <p>Owned by the context that made it.
 */
public final class LocalAttachments {
    private final Bus bus;
    private final String nodeId;
    private final int socketsPerUser;
    private final LiveMetrics metrics;
    private final Map<UserId, Set<LiveSocket>> users = new HashMap<>();
    private long version;

    public LocalAttachments(Bus bus, String nodeId, int socketsPerUser, Metrics metrics, Clock clock) {
        this.bus = bus;
        this.nodeId = nodeId;
        this.socketsPerUser = socketsPerUser;
        this.metrics = new LiveMetrics(metrics, clock);
    }

    /** @return false if the user has as many sockets here as one may have */
    public boolean attach(LiveSocket socket) {
        var sockets = users.computeIfAbsent(socket.userId(), id -> new LinkedHashSet<>(2));
        if (sockets.size() >= socketsPerUser) {
            return false;
        }
        if (sockets.add(socket) && sockets.size() == 1) {
            metrics.users(1);
            announce(socket.userId());
        }
        return true;
    }

    public void detach(LiveSocket socket) {
        var sockets = users.get(socket.userId());
        if (sockets == null || !sockets.remove(socket)) {
            return;
        }
        if (sockets.isEmpty()) {
            users.remove(socket.userId());
            metrics.users(-1);
        }
        if (sockets.isEmpty() || socket.looking() != null) {
            announce(socket.userId());
        }
    }

    /** Says where the user of this socket looks now, after the socket has changed its mind. */
    public void looked(LiveSocket socket) {
        if (users.containsKey(socket.userId())) {
            announce(socket.userId());
        }
    }

    /** Writes each event to every socket of its recipients, in order. */
    void deliver(Deliveries deliveries) {
        for (var delivery : deliveries.deliveries()) {
            var frame = new ServerFrame(delivery.frame());
            int written = 0;
            for (var recipient : delivery.recipients()) {
                // A copy: a socket that is too slow is closed, and so detached, while it is written to.
                for (var socket : socketsOf(recipient)) {
                    if (socket.deliver(frame)) {
                        written++;
                    }
                }
                if (delivery.leftRoom() != null) {
                    lookAway(recipient, delivery.leftRoom());
                }
            }
            metrics.delivered(delivery, written);
        }
    }

    Roster roster() {
        var attached = users.entrySet().stream()
                .map(entry -> attached(entry.getKey(), entry.getValue()))
                .toList();
        return new Roster(nodeId, version, attached);
    }

    long version() {
        return version;
    }

    public int userCount() {
        return users.size();
    }

    private List<LiveSocket> socketsOf(UserId userId) {
        var sockets = users.get(userId);
        return sockets == null ? List.of() : new ArrayList<>(sockets);
    }

    private void lookAway(UserId userId, RoomId roomId) {
        var sockets = socketsOf(userId);
        if (sockets.stream().anyMatch(socket -> roomId.equals(socket.looking()))) {
            sockets.forEach(socket -> socket.lookAwayFrom(roomId));
            announce(userId);
        }
    }

    private void announce(UserId userId) {
        version++;
        var sockets = users.get(userId);
        var now = sockets == null ? null : attached(userId, sockets);
        bus.publish(LiveAddresses.ATTACHMENT_CHANGED, new AttachmentChanged(nodeId, version, userId, now));
    }

    private static AttachedUser attached(UserId userId, Collection<LiveSocket> sockets) {
        Set<@Nullable RoomId> looking =
                sockets.stream().map(LiveSocket::looking).collect(Collectors.toSet());
        return new AttachedUser(
                userId, looking.stream().filter(Objects::nonNull).collect(Collectors.toSet()));
    }
}
