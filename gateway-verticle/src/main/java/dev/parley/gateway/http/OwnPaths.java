package dev.parley.gateway.http;

import java.util.Set;

/** What Parley itself has below its root, by first segments: no site and no upstream for every host may stand in front. */
public final class OwnPaths {
    /** The API, the doors, health, and what clients are built of. */
    public static final Set<String> SERVER = Set.of("api", "eventbus", "health", "sdk", "webjars");

    /** The web client's own, whose place a site may take. */
    public static final Set<String> WEB_CLIENT = Set.of(
            "assets",
            "index.html",
            "app.css",
            "favicon.svg",
            "icons",
            "manifest.webmanifest",
            "src",
            "styles",
            "sw.js");

    private OwnPaths() {}
}
