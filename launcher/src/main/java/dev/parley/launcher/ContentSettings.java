package dev.parley.launcher;

import dev.parley.gateway.ContentConfig;
import dev.parley.gateway.site.SiteConfig;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The keys about what the gateway sends: {@code gateway.compression} and {@code gateway.sites}. */
final class ContentSettings {
    private static final String SITES = "gateway.sites";
    private static final int MIB = 1024 * 1024;

    private ContentSettings() {}

    static ContentConfig read(Settings settings) {
        return new ContentConfig(settings.bytes("gateway.compression.minimum", 0, MIB), sites(settings));
    }

    private static List<SiteConfig> sites(Settings settings) {
        var sites = settings.objects(SITES, "gateway.site");
        return IntStream.range(0, sites.size())
                .mapToObj(index -> site(SITES + "[" + index + "]", sites.get(index)))
                .toList();
    }

    private static SiteConfig site(String key, Settings site) {
        return new SiteConfig(
                key,
                site.text("host"),
                site.text("path"),
                folder(site),
                site.text("index"),
                site.text("fallback"),
                site.text("cacheControl"),
                site.text("immutable"),
                site.text("contentSecurityPolicy"));
    }

    private static Path folder(Settings site) {
        var root = site.required("root");
        try {
            var folder = Path.of(root).toAbsolutePath();
            if (Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException notEvenAPath) {
            // said below
        }
        throw site.refused("root", root + " is no folder");
    }
}
