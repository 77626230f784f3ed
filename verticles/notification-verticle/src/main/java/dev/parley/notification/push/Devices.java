package dev.parley.notification.push;

import dev.parley.model.notification.Subscribe;
import dev.parley.model.notification.Subscribed;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.outbound.Resolver;
import io.vertx.core.Future;

/** Answers browsers that want to be pushed to. */
final class Devices {
    private static final String ENDPOINT = "endpoint"; // as the field is called
    private static final byte[] NOTHING = new byte[0];

    private final SubscriptionStore store;
    private final Resolver resolver;
    private final PushCrypto crypto;
    private final boolean privateAllowed;

    Devices(SubscriptionStore store, Resolver resolver, PushCrypto crypto, boolean privateAllowed) {
        this.store = store;
        this.resolver = resolver;
        this.crypto = crypto;
        this.privateAllowed = privateAllowed;
    }

    /** What will not do is refused now, while somebody is there to hear it. */
    Future<Subscribed> subscribe(Subscribe request) {
        var endpoint = Endpoint.parseAtHttpsPort(ENDPOINT, request.endpoint(), privateAllowed);
        var keys = DeviceKeys.parse(request.p256dh(), request.auth());
        return resolver.addressOf(endpoint)
                .recover(cause -> Future.failedFuture(Resolver.refusal(ENDPOINT, cause)))
                .compose(found ->
                        crypto.encrypt(NOTHING, keys).recover(noKeys -> Future.failedFuture(DeviceKeys.noPoint())))
                .compose(works ->
                        store.save(request.userId(), request.sessionId(), endpoint, request.p256dh(), request.auth()))
                .map(Subscribed::new);
    }
}
