package dev.parley.gateway;

/**
 * What is sent over HTTP, and how.
 *
 * @param compressionMinimum bytes from which on answers of the API are gzipped for who takes them so; 0: none are
 */
public record ContentConfig(int compressionMinimum) {
    /** As reference.conf has them. */
    public static final ContentConfig DEFAULTS = new ContentConfig(1_024);

    private static final int MAX = 1024 * 1024;

    public ContentConfig {
        if (compressionMinimum < 0 || compressionMinimum > MAX) {
            throw new IllegalArgumentException(
                    "gateway.compression.minimum: " + compressionMinimum + " is outside 0–" + MAX);
        }
    }
}
