package dev.parley.gateway.http;

import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may talk to this gateway: those it serves itself, and those of the origins configured. A request
 * without an Origin comes from no page and is not this policy's business.
 */
public final class OriginPolicy {
    /** A web origin, RFC 6454: scheme, host and port, the port filled in. */
    private record Origin(String scheme, String host, int port) {}

    private final Set<Origin> allowed;

    /**
     * A policy that lets the pages of {@code allowed} in.
     *
     * @param allowed as {@code https://chat.example.org}; see {@link #check}
     */
    public OriginPolicy(Collection<String> allowed) {
        this.allowed = allowed.stream().flatMap(text -> parse(text).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Refuses what is no origin.
     *
     * @throws IllegalArgumentException naming {@code key} and the entry
     */
    public static void check(String key, Collection<String> allowed) {
        for (var text : allowed) {
            if (parse(text).isEmpty()) {
                throw new IllegalArgumentException(
                        key + ": " + text + " is not an origin, as https://chat.example.org");
            }
        }
    }

    /** True if {@code origin} is one of those configured. */
    boolean isConfigured(String origin) {
        return parse(origin).filter(allowed::contains).isPresent();
    }

    /**
     * True if the page comes from where it now talks to. Over TLS it has to have come by TLS too: a page that came without
     * may be of whoever sits between. Without TLS here the scheme is not compared: a proxy may have taken it off.
     *
     * @param authority the request's Host
     * @param secure whether the client speaks TLS, as far as is known here
     */
    boolean isSame(String origin, @Nullable HostAndPort authority, boolean secure) {
        return authority != null
                && parse(origin)
                        .filter(page -> !secure || page.scheme().equals("https"))
                        .filter(page -> page.host().equals(authority.host().toLowerCase(Locale.ROOT)))
                        .filter(page -> page.port() == portOf(authority, page.scheme()))
                        .isPresent();
    }

    private static int portOf(HostAndPort authority, String scheme) {
        return authority.port() > 0 ? authority.port() : defaultPort(scheme);
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static Optional<Origin> parse(String text) {
        try {
            var uri = URI.create(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            boolean bare = uri.getUserInfo() == null
                    && (uri.getRawPath() == null || uri.getRawPath().isEmpty())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!web || !bare || uri.getHost() == null) {
                return Optional.empty();
            }
            int port = uri.getPort() > 0 ? uri.getPort() : defaultPort(scheme);
            return Optional.of(new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
        } catch (IllegalArgumentException notEvenAUri) {
            return Optional.empty();
        }
    }
}
