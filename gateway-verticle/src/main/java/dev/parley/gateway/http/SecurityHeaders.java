package dev.parley.gateway.http;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Collection;
import java.util.stream.Collectors;

/** Tells browsers what pages of this origin may do: nothing inline but the scripts named here, nothing from elsewhere. */
public final class SecurityHeaders implements SecurityPolicyHandler {
    private final String contentSecurityPolicy;

    /** @param scriptHashes CSP sources ({@code 'sha256-…'}) of the inline scripts that may run, see {@link InlineScripts} */
    public SecurityHeaders(Collection<String> scriptHashes) {
        var scripts = scriptHashes.stream().map(hash -> " " + hash).collect(Collectors.joining());
        // ws: and wss: beside 'self', which not every browser takes to cover WebSockets of the same origin.
        this.contentSecurityPolicy = "default-src 'self'; script-src 'self'" + scripts
                + "; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
                + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", contentSecurityPolicy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }
}
