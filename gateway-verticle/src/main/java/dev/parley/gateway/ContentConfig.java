package dev.parley.gateway;

import dev.parley.gateway.site.SiteConfig;
import java.util.List;

/**
 * What is sent over HTTP, and how.
 *
 * @param compressionMinimum bytes from which on answers of the API are gzipped for who takes them so; 0: none are
 * @param sites folders of the operator's own that are served beside Parley, or in the web client's place
 */
public record ContentConfig(int compressionMinimum, List<SiteConfig> sites) {
    /** As reference.conf has them. */
    public static final ContentConfig DEFAULTS = new ContentConfig(1_024, List.of());

    private static final int MAX = 1024 * 1024;

    public ContentConfig {
        sites = List.copyOf(sites);
        SiteConfig.checkTogether(sites);
        if (compressionMinimum < 0 || compressionMinimum > MAX) {
            throw new IllegalArgumentException(
                    "gateway.compression.minimum: " + compressionMinimum + " is outside 0–" + MAX);
        }
    }
}
