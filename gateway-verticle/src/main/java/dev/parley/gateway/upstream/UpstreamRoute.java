package dev.parley.gateway.upstream;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are for an upstream.
 *
 * @param host that was asked for, in lower case and without a port; empty: any
 * @param path what the request's path begins with, segment by segment, as {@code /reports}; {@code /}: every path
 * @param strip whether the upstream is asked without that beginning
 */
public record UpstreamRoute(String host, String path, boolean strip) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:.]+");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@-]+");

    /** @throws IllegalArgumentException beginning with the field: {@code path: …} */
    public UpstreamRoute {
        host = bare(host);
        if (!host.isEmpty() && !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("host: " + host + " is no host, as reports.example.org");
        }
        if (path.isEmpty() && host.isEmpty()) {
            throw new IllegalArgumentException("path: is empty, and so is host: one of them has to say what is meant");
        }
        path = path.isEmpty() ? "/" : path;
        if (!path.equals("/")) {
            checkPath(path);
        }
    }

    private static void checkPath(String path) {
        boolean fine = path.startsWith("/")
                && List.of(path.substring(1).split("/", -1)).stream()
                        .allMatch(segment ->
                                SEGMENT.matcher(segment).matches() && !segment.equals(".") && !segment.equals(".."));
        if (!fine) {
            throw new IllegalArgumentException("path: " + path + " is no path, as /reports/daily");
        }
    }

    /** A host as routes have it: a dot at its end, or brackets around it, change nothing. */
    static String bare(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    boolean isForAnyHost() {
        return host.isEmpty();
    }

    /** {@code /reports} is for {@code /reports} and {@code /reports/x}, not for {@code /reportsx}. */
    boolean covers(String normalizedPath) {
        return path.equals("/")
                || (normalizedPath.startsWith(path)
                        && (normalizedPath.length() == path.length() || normalizedPath.charAt(path.length()) == '/'));
    }

    /** What the upstream is asked for: what was matched, not what was written, so that both mean the same. */
    String pathAtUpstream(String normalizedPath) {
        if (!strip || path.equals("/")) {
            return normalizedPath;
        }
        var rest = normalizedPath.substring(path.length());
        return rest.isEmpty() ? "/" : rest;
    }

    /** What the upstream does not see of the path, for {@code X-Forwarded-Prefix}; null if it sees all. */
    @Nullable String hiddenPrefix() {
        return strip && !path.equals("/") ? path : null;
    }

    /** The path's first segment, without slashes. */
    String firstSegment() {
        int end = path.indexOf('/', 1);
        return end < 0 ? path.substring(1) : path.substring(1, end);
    }
}
