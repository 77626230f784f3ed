package dev.parley.model.live;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends server events to the gateway nodes that hold a recipient: one bus message per node and flush, the frame encoded
 * once. <b>Invariant: live delivery is a hint.</b> It may be lost; {@code sync} from the log heals it.
 *
 * <p>Owned by the context that made it.
 */
public final class LiveDelivery {
    private final Bus bus;
    private final AttachmentDirectory directory;
    private final Map<String, List<Delivery>> pending = new LinkedHashMap<>();

    public LiveDelivery(Bus bus, AttachmentDirectory directory) {
        this.bus = bus;
        this.directory = directory;
    }

    /** Adds an event for these users to what the next {@link #flush} sends, in the order added. */
    public void add(Collection<UserId> recipients, String type, Object data) {
        add(recipients, type, data, null);
    }

    /** As {@link #add(Collection, String, Object)}, for users who are no longer in {@code leftRoom}. */
    public void add(Collection<UserId> recipients, String type, Object data, @Nullable RoomId leftRoom) {
        var byNode = new HashMap<String, List<UserId>>(4);
        for (var recipient : recipients) {
            for (var node : directory.nodesOf(recipient)) {
                byNode.computeIfAbsent(node, id -> new ArrayList<>()).add(recipient);
            }
        }
        if (byNode.isEmpty()) {
            return;
        }
        var frame = Json.encode(new Frame(type, data));
        var at = data instanceof Event event ? event.at() : null;
        byNode.forEach((node, users) -> pending.computeIfAbsent(node, id -> new ArrayList<>())
                .add(new Delivery(users, type, at, frame, leftRoom)));
    }

    /** Sends what was added since the last flush. */
    public void flush() {
        pending.forEach((node, deliveries) -> bus.send(LiveAddresses.deliver(node), new Deliveries(deliveries)));
        pending.clear();
    }

    /** Adds and flushes. */
    public void deliver(Collection<UserId> recipients, String type, Object data) {
        add(recipients, type, data);
        flush();
    }

    private record Frame(String type, Object data) {}
}
