package dev.parley.notification.push;

import dev.parley.model.failure.FailureException;
import dev.parley.model.notification.Subscribe;
import dev.parley.model.notification.Subscribed;
import io.vertx.core.Future;

/** Answers browsers that want to be pushed to. */
final class Devices {
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
        var endpoint = Endpoint.parse(request.endpoint(), privateAllowed);
        var keys = DeviceKeys.parse(request.p256dh(), request.auth());
        return resolver.addressOf(endpoint)
                .recover(cause -> Future.failedFuture(refusal(cause)))
                .compose(found ->
                        crypto.encrypt(NOTHING, keys).recover(noKeys -> Future.failedFuture(DeviceKeys.noPoint())))
                .compose(works ->
                        store.save(request.userId(), request.sessionId(), endpoint, request.p256dh(), request.auth()))
                .map(Subscribed::new);
    }

    private static FailureException refusal(Throwable cause) {
        return Endpoint.invalid(
                cause instanceof Resolver.PrivateAddress
                        ? "must be at a public address"
                        : "has a name that leads nowhere");
    }
}
