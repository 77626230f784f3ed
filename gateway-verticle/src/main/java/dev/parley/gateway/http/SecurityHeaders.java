package dev.parley.gateway.http;

import dev.parley.gateway.peer.Peer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Collection;
import java.util.stream.Collectors;

/** Tells browsers what pages of this origin may do: nothing inline but the scripts named here, nothing from elsewhere. */
public final class SecurityHeaders implements SecurityPolicyHandler {
    private final String policyOfHttp;
    private final String policyOfHttps;
    private final StrictTransport strictTransport;

    /**
     * @param scriptHashes CSP sources ({@code 'sha256-…'}) of the inline scripts that may run, see {@link InlineScripts}
     * @param strictTransport said over TLS
     */
    public SecurityHeaders(Collection<String> scriptHashes, StrictTransport strictTransport) {
        var scripts = scriptHashes.stream().map(hash -> " " + hash).collect(Collectors.joining());
        this.policyOfHttp = policy(scripts, "ws: wss:");
        this.policyOfHttps = policy(scripts, "wss:");
        this.strictTransport = strictTransport;
    }

    /** @param sockets beside 'self', which not every browser takes to cover WebSockets of the same origin */
    private static String policy(String scripts, String sockets) {
        return "default-src 'self'; script-src 'self'" + scripts + "; connect-src 'self' " + sockets
                + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
                + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    @Override
    public void handle(RoutingContext context) {
        boolean secure = Peer.of(context).secure();
        strictTransport.tell(secure, context.response());
        context.response()
                .putHeader("Content-Security-Policy", secure ? policyOfHttps : policyOfHttp)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }
}
