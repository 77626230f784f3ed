package dev.parley.model.live;

import dev.parley.model.bus.Address;
import dev.parley.model.bus.Topic;

/** Between the gateways and whoever delivers to users. One address per node, never one per user or socket. */
public final class LiveAddresses {
    public static final Topic<AttachmentChanged> ATTACHMENT_CHANGED =
            Topic.topic("parley.live.attachment-changed", AttachmentChanged.class);
    public static final Topic<GatewayBeat> GATEWAY_BEAT = Topic.topic("parley.live.gateway-beat", GatewayBeat.class);
    public static final Topic<GatewayGone> GATEWAY_GONE = Topic.topic("parley.live.gateway-gone", GatewayGone.class);

    public static Topic<Deliveries> deliver(String nodeId) {
        return Topic.topic("parley.gateway." + nodeId + ".deliver", Deliveries.class);
    }

    public static Address<GetRoster, Roster> roster(String nodeId) {
        return Address.address("parley.gateway." + nodeId + ".roster", GetRoster.class, Roster.class);
    }

    private LiveAddresses() {}
}
