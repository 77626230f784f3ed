package dev.parley.gateway.site;

import dev.parley.gateway.http.ContentCoding;
import dev.parley.gateway.http.MediaTypes;
import dev.parley.gateway.http.StaticFile;
import dev.parley.gateway.http.StaticFile.Form;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of one site, as they are on disk now. What is small is held and sent from memory for {@link #FRESH}; then it is
 * looked at whether it has changed, and only what has is read again.
 *
 * <p>Owned by the context that made it.
 */
final class SiteFiles {
    /** So late a change may be noticed. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** What is larger is read as the client takes it. */
    static final int LARGEST_HELD = 256 * 1024;

    /** @param checkedAt when it was last as on disk */
    record Kept(StaticFile file, Located.File located, long checkedAt) {
        boolean immutable() {
            return located.immutable();
        }
    }

    /**
     * What was found.
     *
     * @param file null if there is none
     * @param folder whether it is a folder that was asked for without its slash
     */
    record Found(@Nullable Kept file, boolean folder) {}

    private final SiteFolder folder;
    private final Disk disk;
    private final SiteCache cache;
    private final LongSupplier nanoTime;
    private final Object site = new Object();

    SiteFiles(SiteConfig config, Disk disk, SiteCache cache, LongSupplier nanoTime) {
        this.folder = new SiteFolder(config);
        this.disk = disk;
        this.cache = cache;
        this.nanoTime = nanoTime;
    }

    /** The file, if it was looked at a moment ago. */
    Optional<Kept> fresh(SitePath path) {
        return Optional.ofNullable(cache.get(site, path))
                .filter(kept -> nanoTime.getAsLong() - kept.checkedAt() < FRESH.toNanos());
    }

    /** Looks on disk. Fails with UNAVAILABLE if too many do. */
    Future<Found> find(SitePath path) {
        var known = cache.get(site, path);
        long now = nanoTime.getAsLong();
        return disk.read(() -> look(path, known, now)).onSuccess(found -> {
            if (found.file() == null) {
                cache.remove(site, path);
            } else {
                cache.put(site, path, found.file());
            }
        });
    }

    private Found look(SitePath path, @Nullable Kept known, long now) throws IOException {
        var located = folder.locate(path);
        if (located instanceof Located.File file) {
            var held = known != null && known.located().equals(file) ? known.file() : load(file);
            return new Found(new Kept(held, file, now), false);
        }
        return new Found(null, located instanceof Located.Folder);
    }

    private StaticFile load(Located.File located) throws IOException {
        var forms = new EnumMap<ContentCoding, Form>(ContentCoding.class);
        for (var form : located.forms().entrySet()) {
            forms.put(form.getKey(), load(form.getValue(), form.getKey()));
        }
        return StaticFile.of(MediaTypes.ofSiteFile(located.name()), forms);
    }

    private Form load(Stamp stamp, ContentCoding coding) throws IOException {
        if (stamp.size() <= LARGEST_HELD) {
            try (var file = Files.newInputStream(stamp.file())) {
                return StaticFile.held(Buffer.buffer(file.readNBytes(LARGEST_HELD)), coding);
            }
        }
        return new Form(new DiskContent(disk, stamp), '"' + stamp.tag() + coding.tagSuffix() + '"');
    }

    /** What it takes to hold the file. */
    static long bytesOf(Kept kept) {
        return kept.file().forms().values().stream()
                .filter(form -> !(form.content() instanceof DiskContent))
                .mapToLong(form -> form.content().length())
                .sum();
    }
}
