package dev.parley.gateway.http;

import java.util.Map;
import java.util.Optional;

/** The kinds of files that are served, by the end of their names. What is not listed is not served. */
final class MediaTypes {
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

    private MediaTypes() {}

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
