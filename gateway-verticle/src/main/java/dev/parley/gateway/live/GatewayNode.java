package dev.parley.gateway.live;

import dev.parley.model.bus.Bus;
import dev.parley.model.live.AttachmentDirectory;
import dev.parley.model.live.GatewayBeat;
import dev.parley.model.live.GatewayGone;
import dev.parley.model.live.LiveAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** This gateway's voice among those who deliver: it beats, shows its roster, takes deliveries, says goodbye. */
public final class GatewayNode {
    private final Vertx vertx;
    private final Bus bus;
    private final String nodeId;
    private final long timer;

    private GatewayNode(Vertx vertx, Bus bus, String nodeId, LocalAttachments attachments) {
        this.vertx = vertx;
        this.bus = bus;
        this.nodeId = nodeId;
        this.timer = vertx.setPeriodic(
                0,
                AttachmentDirectory.BEAT.toMillis(),
                beat -> bus.publish(LiveAddresses.GATEWAY_BEAT, new GatewayBeat(nodeId, attachments.version())));
    }

    /** @return complete when every node can reach this one; only then it beats */
    public static Future<GatewayNode> start(Vertx vertx, Bus bus, String nodeId, LocalAttachments attachments) {
        return Future.all(
                        bus.subscribe(LiveAddresses.deliver(nodeId), attachments::deliver),
                        bus.serve(LiveAddresses.roster(nodeId), ask -> Future.succeededFuture(attachments.roster())))
                .map(reachable -> new GatewayNode(vertx, bus, nodeId, attachments));
    }

    public void leave() {
        vertx.cancelTimer(timer);
        bus.publish(LiveAddresses.GATEWAY_GONE, new GatewayGone(nodeId));
    }
}
