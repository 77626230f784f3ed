package dev.parley.assets;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the build does with the files for browsers before they are packed: the web client's page gets the hash of what it
 * loads, and every text a compressed form beside it. What is as it was the last time is left alone.
 */
public final class Assets {
    /** Whatever the page loads from the gateway's own jar is in these. */
    private static final List<String> LOADED = List.of("web", "sdk");

    private static final List<String> SERVED = List.of("web", "sdk", "api");
    private static final String PAGE = "index.html";
    private static final String WEB_JARS = "META-INF/resources/webjars";

    private Assets() {}

    /** @param args the folder that becomes the jar; the folder into which the WebJars have been unpacked */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("two folders: of the classes, of the WebJars");
        }
        prepare(Path.of(args[0]), Path.of(args[1]), System.out);
    }

    /** @param out told what has been done, if anything */
    static void prepare(Path classes, Path webJars, PrintStream out) throws IOException {
        var page = classes.resolve("web").resolve(PAGE);
        var hash = ContentHash.of(classes, LOADED, page);
        PageLinks.name(page, hash);
        var compressor = new Compressor();
        int made = 0;
        for (var folder : SERVED) {
            made += compressor.compressAll(classes.resolve(folder), classes.resolve(folder));
        }
        if (Files.isDirectory(webJars.resolve(WEB_JARS))) {
            made += compressor.compressAll(webJars.resolve(WEB_JARS), classes.resolve(WEB_JARS));
        }
        if (made > 0) {
            out.println("Compressed " + made + " files for browsers, hash " + hash
                    + (compressor.hasBrotli() ? "" : "; gzip alone: there is no Brotli encoder for this machine"));
        }
    }
}
