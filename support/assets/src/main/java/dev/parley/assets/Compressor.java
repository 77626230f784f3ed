package dev.parley.assets;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes {@code app.js.br} and {@code app.js.gz} for {@code app.js}, as short as they can be made. One that has the
 * time of its file is of that file, and stays.
 */
final class Compressor {
    /** Shorter files fit into the first packet anyway; the gateway does not look for compressed forms of them. */
    static final int SHORTEST = 1_024;

    private static final String BROTLI = ".br";
    private static final String GZIP = ".gz";
    private static final int BEST_BROTLI = 11;

    /** No pages: the gateway sends them as they are. */
    private static final Set<String> TEXTS = Set.of("js", "css", "json", "map", "webmanifest", "yaml", "svg", "txt");

    private final boolean hasBrotli = Brotli4jLoader.isAvailable();

    /** Whether there is a Brotli encoder for this machine; without one there is gzip alone, which every browser takes too. */
    boolean hasBrotli() {
        return hasBrotli;
    }

    /**
     * Compresses the texts below a folder.
     *
     * @param to the folder that gets their compressed forms; may be the same
     * @return of how many
     */
    int compressAll(Path from, Path to) throws IOException {
        int made = 0;
        for (var file : Tree.filesOf(from)) {
            if (isText(file) && Files.size(file) >= SHORTEST) {
                made += compress(file, to.resolve(from.relativize(file))) ? 1 : 0;
            }
        }
        return made;
    }

    static boolean isCompressed(Path file) {
        var name = file.toString();
        return name.endsWith(BROTLI) || name.endsWith(GZIP);
    }

    private static boolean isText(Path file) {
        var name = file.getFileName().toString();
        return TEXTS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private boolean compress(Path file, Path to) throws IOException {
        var time = Files.getLastModifiedTime(file);
        var brotli = to.resolveSibling(to.getFileName() + BROTLI);
        var gzip = to.resolveSibling(to.getFileName() + GZIP);
        if ((isOf(brotli, time) || !hasBrotli) && isOf(gzip, time)) {
            return false;
        }
        var content = Tree.read(file);
        Files.createDirectories(brotli.getParent());
        if (hasBrotli) {
            write(brotli, Encoder.compress(content, new Encoder.Parameters().setQuality(BEST_BROTLI)), time);
        } else {
            Files.deleteIfExists(brotli); // of another machine's build, of an older file
        }
        write(gzip, gzip(content), time);
        return true;
    }

    private static boolean isOf(Path compressed, FileTime time) throws IOException {
        return Files.exists(compressed) && Files.getLastModifiedTime(compressed).equals(time);
    }

    /** The time comes last: what was interrupted is done again. */
    private static void write(Path file, byte[] content, FileTime time) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream(content.length / 2);
        try (var stream = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            stream.write(content);
        }
        return bytes.toByteArray();
    }
}
