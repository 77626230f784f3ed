package dev.parley.gateway;

import dev.parley.broker.BrokerConfig;
import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.http.OriginPolicy;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.gateway.site.SiteConfig;
import dev.parley.gateway.upstream.RouteTable;
import dev.parley.gateway.upstream.UpstreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The gateway's settings; a bad one is refused by its key's name.
 *
 * @param nodeId names this gateway among all of the cluster; another one for every start
 * @param host to listen on
 * @param port to listen on, 0 for any free one
 * @param allowedOrigins web origins that may use it beside its own, as {@code https://chat.example.org}
 * @param expectedRoles the roles without which {@code /health/ready} says no, as in {@code --roles}
 * @param accessTokenTtl how long auth-verticle's access tokens live: so long a revoked session is remembered
 * @param drain how long clients are given to move away when it stops
 * @param transport TLS, and what is before this gateway
 * @param content what is sent over HTTP, and how
 * @param upstreams servers behind it that answer some of its requests
 * @param limits below the protocols
 * @param http of REST
 * @param realtime of the doors
 */
public record GatewayConfig(
        String nodeId,
        String host,
        int port,
        List<String> allowedOrigins,
        Set<String> expectedRoles,
        Duration accessTokenTtl,
        Duration drain,
        TransportConfig transport,
        ContentConfig content,
        GatewayLimits limits,
        HttpLimits http,
        RealtimeLimits realtime,
        List<UpstreamConfig> upstreams,
        BrokerConfig broker) {
    /** Every role that the gateway sends requests to. */
    public static final Set<String> ALL_ROLES =
            Set.of("auth", "contacts", "message", "presence", "notification", "search");

    private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int MAX_PORT = 65_535;
    private static final Duration MAX_DRAIN = Duration.ofMinutes(5);

    public GatewayConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        expectedRoles = Set.copyOf(expectedRoles);
        check(NODE_ID.matcher(nodeId).matches(), "gateway.nodeId", nodeId + " is not 1–64 letters, digits and hyphens");
        check(!host.isBlank(), "gateway.host", "is empty");
        check(port >= 0 && port <= MAX_PORT, "gateway.port", port + " is outside 0–" + MAX_PORT);
        check(ALL_ROLES.containsAll(expectedRoles), "gateway.expectedRoles", expectedRoles + " has an unknown role");
        check(isPositive(accessTokenTtl), "auth.accessTokenTtl", accessTokenTtl + " is not positive");
        check(
                !drain.isNegative() && drain.compareTo(MAX_DRAIN) <= 0,
                "gateway.drain",
                drain + " is outside 0–" + MAX_DRAIN);
        OriginPolicy.check("gateway.allowedOrigins", allowedOrigins);
        upstreams = List.copyOf(upstreams);
        checkPlaces(content.sites(), upstreams);
        RouteTable.check(upstreams, transport.publicUrl(), Listeners.idleTimeout(realtime));
    }

    /** Of a site and an upstream at the same place only one could ever be reached. */
    private static void checkPlaces(List<SiteConfig> sites, List<UpstreamConfig> upstreams) {
        for (var site : sites) {
            for (var upstream : upstreams) {
                var route = upstream.route();
                var path = route.path().endsWith("/") ? route.path() : route.path() + "/";
                check(
                        !route.host().equals(site.host()) || !path.equals(site.path()),
                        site.key() + ".path",
                        site.path() + " is that of the upstream " + upstream.name());
            }
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void check(boolean fine, String key, String problem) {
        if (!fine) {
            throw new IllegalArgumentException(key + ": " + problem);
        }
    }
}
