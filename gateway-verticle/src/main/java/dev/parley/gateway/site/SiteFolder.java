package dev.parley.gateway.site;

import dev.parley.gateway.http.ContentCoding;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a site's files on disk. Blocks. */
final class SiteFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFolder.class);
    private static final Located NOTHING = new Located.Nothing();

    private final Path root;
    private final String index;
    private final @Nullable PathMatcher immutables;

    SiteFolder(SiteConfig config) {
        this.root = config.root();
        this.index = config.index();
        this.immutables = config.immutables();
    }

    /** What cannot be read is not there: it is nobody's business outside why. */
    Located locate(SitePath path) throws IOException {
        try {
            // Each time: releases are often put in place by exchanging a link.
            var real = root.toRealPath();
            var asked = real;
            for (var name : path.names()) {
                asked = asked.resolve(name);
            }
            return locate(real, asked, path.folder());
        } catch (FileSystemException | InvalidPathException e) {
            LOG.debug("not served root={}", root, e);
            return NOTHING;
        }
    }

    private Located locate(Path real, Path asked, boolean folder) throws IOException {
        var file = asked.toRealPath();
        if (!isVisible(real, file)) {
            return NOTHING;
        }
        if (Files.isDirectory(file)) {
            return folder ? locate(real, file.resolve(index), false) : new Located.Folder();
        }
        var stamp = folder ? null : Stamp.of(file);
        return stamp == null ? NOTHING : file(real, asked, stamp);
    }

    /** Wherever links have led: below the root, and by no hidden name. */
    private static boolean isVisible(Path real, Path file) {
        if (!file.startsWith(real)) {
            return false;
        }
        boolean first = true;
        for (var name : real.relativize(file)) {
            if (!name.toString().isEmpty() && !SitePath.isPlain(name.toString(), first)) {
                return false;
            }
            first = false;
        }
        return true;
    }

    private Located file(Path real, Path asked, Stamp plain) throws IOException {
        var forms = new EnumMap<ContentCoding, Stamp>(ContentCoding.class);
        forms.put(ContentCoding.IDENTITY, plain);
        for (var coding : List.of(ContentCoding.BROTLI, ContentCoding.GZIP)) {
            var form = form(real, asked.resolveSibling(asked.getFileName() + coding.extension()));
            if (form != null && form.modified().compareTo(plain.modified()) >= 0) {
                forms.put(coding, form);
            }
        }
        boolean immutable = immutables != null && immutables.matches(real.relativize(asked));
        return new Located.File(String.valueOf(asked.getFileName()), forms, immutable);
    }

    private static @Nullable Stamp form(Path real, Path beside) throws IOException {
        if (!Files.exists(beside)) {
            return null;
        }
        var file = beside.toRealPath();
        return isVisible(real, file) ? Stamp.of(file) : null;
    }
}
