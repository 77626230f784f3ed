package dev.parley.gateway.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of files that are served, by the end of their names. What is not listed is not served. */
public final class MediaTypes {
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("yaml", "application/yaml"), // RFC 9512
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("mp3", "audio/mpeg"));

    /** What sites of others are made of beside these. */
    private static final Map<String, String> OF_SITES = Map.ofEntries(
            Map.entry("htm", "text/html; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("md", "text/markdown; charset=utf-8"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("ics", "text/calendar; charset=utf-8"),
            Map.entry("xml", "application/xml"),
            Map.entry("xhtml", "application/xhtml+xml"),
            Map.entry("rss", "application/rss+xml"),
            Map.entry("atom", "application/atom+xml"),
            Map.entry("geojson", "application/geo+json"),
            Map.entry("yml", "application/yaml"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("woff", "font/woff"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("otf", "font/otf"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"));

    private static final String BYTES = "application/octet-stream";

    private MediaTypes() {}

    /** The media type of a site's file; {@code application/octet-stream} if nothing is known of it. */
    public static String ofSiteFile(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return ofFile(lower).orElseGet(() -> OF_SITES.getOrDefault(lower.substring(lower.lastIndexOf('.') + 1), BYTES));
    }

    /** The media type of the file named {@code path}, empty if such files are not served. */
    static Optional<String> ofFile(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.ofNullable(BY_EXTENSION.get(path.substring(dot + 1)));
    }

    /** Whether such a file is shorter compressed; the others are compressed in themselves. */
    static boolean isText(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.endsWith("json")
                || mediaType.endsWith("yaml")
                || mediaType.endsWith("xml");
    }
}
