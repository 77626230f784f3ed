package dev.parley.gateway.upstream;

import dev.parley.gateway.http.OwnPaths;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of several routes a request takes: those of its host before those of any, among these the longest path.
 *
 * @param <T> what has a route
 */
public final class RouteTable<T> {
    /** Nothing for any host may stand in front of these. */
    static final Set<String> PARLEYS = Stream.of(OwnPaths.SERVER, OwnPaths.WEB_CLIENT, Set.of(".well-known"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final List<T> byPrecedence;
    private final Function<T, UpstreamRoute> routeOf;

    RouteTable(List<T> all, Function<T, UpstreamRoute> routeOf) {
        this.routeOf = routeOf;
        this.byPrecedence = all.stream()
                .sorted(Comparator.comparing((T one) -> routeOf.apply(one).isForAnyHost())
                        .thenComparing(one -> routeOf.apply(one).path().length(), Comparator.reverseOrder()))
                .toList();
    }

    /** @param host as {@link UpstreamRoute#bare}; empty if the request names none */
    Optional<T> find(String host, String normalizedPath) {
        for (var one : byPrecedence) {
            var route = routeOf.apply(one);
            if ((route.isForAnyHost() || route.host().equals(host)) && route.covers(normalizedPath)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /**
     * Refuses upstreams that cannot stand beside each other, or beside Parley.
     *
     * @param publicUrl the gateway's own origin, if it is known
     * @param idle after so long a connection on which nothing moves is closed
     * @throws IllegalArgumentException naming the key: {@code gateway.upstreams[1].path: …}
     */
    public static void check(List<UpstreamConfig> all, @Nullable String publicUrl, Duration idle) {
        var own = publicUrl == null
                ? ""
                : UpstreamRoute.bare(URI.create(publicUrl).getHost());
        var names = new HashSet<String>();
        var routes = new HashSet<String>();
        for (int i = 0; i < all.size(); i++) {
            var key = "gateway.upstreams[" + i + "].";
            var one = all.get(i);
            var route = one.route();
            check(names.add(one.name()), key + "name", one.name() + " is the name of another one");
            check(
                    routes.add(route.host() + route.path()),
                    key + "path",
                    route.host() + route.path() + " is the route of another one");
            if (route.isForAnyHost() || route.host().equals(own)) {
                check(
                        !route.path().equals("/") && !PARLEYS.contains(route.firstSegment()),
                        key + "path",
                        route.path() + " is Parley's own: take another path, or another host");
            }
            check(
                    one.limits().timeout().compareTo(idle) < 0,
                    key + "timeout",
                    one.limits().timeout() + " is not below " + idle
                            + ", three of gateway.heartbeat, after which silent clients are closed");
        }
    }

    private static void check(boolean fine, String key, String problem) {
        if (!fine) {
            throw new IllegalArgumentException(key + ": " + problem);
        }
    }
}
