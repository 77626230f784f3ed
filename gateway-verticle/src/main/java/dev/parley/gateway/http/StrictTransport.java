package dev.parley.gateway.http;

import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells browsers that from now on they shall come by TLS alone (RFC 6797): over TLS only, where alone it counts. */
public final class StrictTransport {
    /** Says nothing. */
    public static final StrictTransport SILENT = new StrictTransport(Duration.ZERO);

    private final @Nullable String value;

    /** @param maxAge for how long; zero to say nothing */
    public StrictTransport(Duration maxAge) {
        // Without includeSubDomains: what else has a name below this one is for its operator to know.
        this.value = maxAge.isZero() ? null : "max-age=" + maxAge.toSeconds();
    }

    /** @param secure whether this answer goes over TLS */
    public void tell(boolean secure, HttpServerResponse response) {
        if (secure && value != null) {
            response.putHeader("Strict-Transport-Security", value);
        }
    }
}
