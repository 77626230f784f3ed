package dev.parley.gateway.site;

import dev.parley.gateway.site.SiteFiles.Kept;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files in memory, those of all sites together: never more than {@link #MOST_BYTES}. What nobody has asked for the longest
 * goes first.
 *
 * <p>Owned by the context that made it.
 */
final class SiteCache {
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    /** What an entry takes beside the file's bytes, roughly: large files, which are not held, count too. */
    private static final int OVERHEAD = 2_048;

    private record Key(Object site, SitePath path) {}

    private final long most;
    private final LinkedHashMap<Key, Kept> held = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SiteCache() {
        this(MOST_BYTES);
    }

    SiteCache(long most) {
        this.most = most;
    }

    @Nullable Kept get(Object site, SitePath path) {
        return held.get(new Key(site, path));
    }

    void put(Object site, SitePath path, Kept file) {
        remove(site, path);
        held.put(new Key(site, path), file);
        bytes += weight(file);
        for (var oldest = held.entrySet().iterator(); bytes > most && oldest.hasNext(); ) {
            bytes -= weight(oldest.next().getValue());
            oldest.remove();
        }
    }

    void remove(Object site, SitePath path) {
        var removed = held.remove(new Key(site, path));
        if (removed != null) {
            bytes -= weight(removed);
        }
    }

    long bytes() {
        return bytes;
    }

    private static long weight(Kept file) {
        return SiteFiles.bytesOf(file) + OVERHEAD;
    }
}
