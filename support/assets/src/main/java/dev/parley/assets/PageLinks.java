package dev.parley.assets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Writes the hash into the page's links: {@code /assets/-/web/app.css} becomes {@code /assets/<hash>/web/app.css}. */
final class PageLinks {
    private static final Pattern LINK = Pattern.compile("/assets/[^/\"]+/");

    private PageLinks() {}

    /** Leaves a page alone that has this hash already; one with an older hash gets this one. */
    static void name(Path page, String hash) throws IOException {
        var html = new String(Tree.read(page), StandardCharsets.UTF_8);
        var links = LINK.matcher(html);
        if (!links.find()) {
            throw new IOException(page + " has no link below /assets/");
        }
        var named = links.replaceAll("/assets/" + hash + "/");
        if (!named.equals(html)) {
            Files.writeString(page, named);
        }
    }
}
