package dev.parley.gateway.site;

import dev.parley.gateway.http.OwnPaths;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is served; a bad setting is refused by its key's name.
 *
 * @param key where it is configured, as {@code gateway.sites[0]}
 * @param host that it is served under, without a port; empty: under every one
 * @param path below which it is served, as {@code /docs}
 * @param root the folder
 * @param index the file that a folder of it is shown by
 * @param fallback what is sent in place of a page that is not there, as {@code index.html}; empty: 404 is
 * @param cacheControl what is said of its files
 * @param immutable glob of those that have a hash in their name, as {@code assets/**}: kept for ever; empty: none
 * @param contentSecurityPolicy of its pages; empty: none
 */
public record SiteConfig(
        String key,
        String host,
        String path,
        Path root,
        String index,
        String fallback,
        String cacheControl,
        String immutable,
        String contentSecurityPolicy) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}]");
    private static final Pattern PATH = Pattern.compile("/|(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?");

    /** RFC 9110 section 5.5, without what nobody writes. */
    private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7e]*");

    public SiteConfig {
        host = host.toLowerCase(Locale.ROOT);
        check(host.isEmpty() || HOST.matcher(host).matches(), key, "host", host + " is no host name, without a port");
        check(PATH.matcher(path).matches(), key, "path", path + " is not as /docs");
        path = path.endsWith("/") ? path : path + "/";
        check(
                !host.isEmpty() || !isParleys(path.split("/", -1)[1]),
                key,
                "path",
                path + " is Parley's own: a site there needs a host");
        check(isPlainFile(index) && !index.contains("/"), key, "index", "'" + index + "' is not the name of a file");
        check(
                fallback.isEmpty() || isPlainFile(withoutSlash(fallback)),
                key,
                "fallback",
                fallback + " is not as index.html");
        fallback = withoutSlash(fallback);
        check(
                !cacheControl.isBlank() && HEADER.matcher(cacheControl).matches(),
                key,
                "cacheControl",
                "'" + cacheControl + "' is not as no-cache");
        check(isGlob(immutable), key, "immutable", immutable + " is no glob, as assets/**");
        check(
                HEADER.matcher(contentSecurityPolicy).matches(),
                key,
                "contentSecurityPolicy",
                "is not one line of plain characters");
    }

    /** Refuses two of which only one could ever be reached. */
    public static void checkTogether(List<SiteConfig> sites) {
        var places = new HashSet<String>();
        for (var site : sites) {
            check(
                    places.add(site.host + " " + site.path),
                    site.key,
                    "path",
                    site.path + " is given twice" + (site.host.isEmpty() ? "" : " for " + site.host));
        }
    }

    /** Takes the web client's place. */
    boolean isTheWholeServer() {
        return host.isEmpty() && path.equals("/");
    }

    /** Of paths below {@link #root}; null if there are none. */
    @Nullable PathMatcher immutables() {
        return immutable.isEmpty() ? null : FileSystems.getDefault().getPathMatcher("glob:" + immutable);
    }

    private static boolean isParleys(String first) {
        return OwnPaths.SERVER.contains(first) || OwnPaths.WEB_CLIENT.contains(first);
    }

    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static boolean isPlainFile(String path) {
        return SitePath.parse(path).filter(file -> !file.folder()).isPresent();
    }

    private static boolean isGlob(String glob) {
        try {
            return glob.isEmpty() || FileSystems.getDefault().getPathMatcher("glob:" + glob) != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void check(boolean fine, String key, String field, String problem) {
        if (!fine) {
            throw new IllegalArgumentException(key + "." + field + ": " + problem);
        }
    }
}
