package dev.parley.launcher;

import dev.parley.gateway.ContentConfig;

/** The keys about what the gateway sends. */
final class ContentSettings {
    private static final int MIB = 1024 * 1024;

    private ContentSettings() {}

    static ContentConfig read(Settings settings) {
        return new ContentConfig(settings.bytes("gateway.compression.minimum", 0, MIB));
    }
}
