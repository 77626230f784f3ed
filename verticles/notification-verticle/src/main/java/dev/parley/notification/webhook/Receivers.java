package dev.parley.notification.webhook;

import dev.parley.model.notification.SaveWebhook;
import dev.parley.model.notification.SavedWebhook;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.outbound.Resolver;
import io.vertx.core.Future;

/** Answers users who want a webhook. */
final class Receivers {
    private static final String URL = "url"; // as the field is called

    private final WebhookStore store;
    private final Resolver resolver;
    private final boolean privateAllowed;

    Receivers(WebhookStore store, Resolver resolver, boolean privateAllowed) {
        this.store = store;
        this.resolver = resolver;
        this.privateAllowed = privateAllowed;
    }

    /** What will not do is refused now, while somebody is there to hear it. */
    Future<SavedWebhook> save(SaveWebhook request) {
        var endpoint = Endpoint.parse(URL, request.url(), privateAllowed);
        return resolver.addressOf(endpoint)
                .recover(cause -> Future.failedFuture(Resolver.refusal(URL, cause)))
                .compose(found -> store.save(request.userId(), endpoint, Secret.next()));
    }
}
