package dev.parley.launcher;

import dev.parley.auth.AuthVerticle;
import dev.parley.contacts.ContactsVerticle;
import dev.parley.gateway.GatewayVerticle;
import dev.parley.message.MessageVerticle;
import dev.parley.model.metrics.Metrics;
import dev.parley.notification.NotificationVerticle;
import dev.parley.presence.PresenceVerticle;
import dev.parley.search.SearchVerticle;
import io.vertx.core.Deployable;
import java.util.Objects;

/** Which verticle plays which role. */
final class Verticles {
    private final ParleyConfig config;
    private final Metrics metrics;
    private final GatewayVerticle gateway;

    Verticles(ParleyConfig config, Metrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.gateway = new GatewayVerticle(config.gateway(), metrics);
    }

    Deployable of(Role role) {
        return switch (role) {
            case AUTH -> new AuthVerticle(Objects.requireNonNull(config.auth()), metrics);
            case CONTACTS -> new ContactsVerticle(config.contacts(), metrics);
            case MESSAGE -> new MessageVerticle(config.message(), metrics);
            case PRESENCE -> new PresenceVerticle(config.presence(), metrics);
            case NOTIFICATION -> new NotificationVerticle(config.notification(), metrics);
            case SEARCH -> new SearchVerticle(config.search(), metrics);
            case GATEWAY -> gateway;
        };
    }

    /** The port that the deployed gateway listens on. */
    int gatewayPort() {
        return gateway.port();
    }

    /** How many sockets are open at the gateway; 0 before it is deployed. */
    int sockets() {
        return gateway.sockets();
    }
}
