package dev.parley.gateway.site;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked for below a site: the names from its root on. None of them leads anywhere but one step down, on any
 * platform's file system, and none is hidden.
 *
 * @param names decoded; none for the root itself
 * @param folder whether a folder is meant: the path ends with a slash
 */
record SitePath(List<String> names, boolean folder) {
    /** Names for which Windows has devices, whatever comes behind a dot. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?");

    /** Beside the separators: what means something else in a path of Windows, and what nobody can see. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*?\"<>|\\p{Cntrl}]");

    /** By which Windows reaches what has a longer name, as {@code GIT~1}. */
    private static final Pattern SHORT_NAME = Pattern.compile(".*~[0-9].*");

    /** RFC 8615: meant for everybody, other than what begins with a dot otherwise. */
    private static final String WELL_KNOWN = ".well-known";

    private static final int LONGEST_NAME = 255;

    SitePath {
        names = List.copyOf(names);
    }

    /**
     * Reads one.
     *
     * @param path percent-encoded, without a slash before it
     * @return empty if there can be no such file
     */
    static Optional<SitePath> parse(String path) {
        boolean folder = path.isEmpty() || path.endsWith("/");
        var names = new ArrayList<String>();
        if (!path.isEmpty()) {
            for (var part : (folder ? path.substring(0, path.length() - 1) : path).split("/", -1)) {
                var name = decode(part);
                if (name.isEmpty() || !isPlain(name.get(), names.isEmpty())) {
                    return Optional.empty();
                }
                names.add(name.get());
            }
        }
        return Optional.of(new SitePath(names, folder));
    }

    /** The same everywhere: what is a file on one machine and nothing on another is asked for by who looks for holes. */
    static boolean isPlain(String name, boolean first) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && (!name.startsWith(".") || (first && name.equals(WELL_KNOWN)))
                && !name.endsWith(".")
                && !name.endsWith(" ")
                && !FORBIDDEN.matcher(name).find()
                && !SHORT_NAME.matcher(name).matches()
                && !DEVICE.matcher(name).matches();
    }

    private static Optional<String> decode(String part) {
        if (part.indexOf('%') < 0) {
            return Optional.of(part);
        }
        var bytes = ByteBuffer.allocate(part.length() * 3);
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != '%') {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
            int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
