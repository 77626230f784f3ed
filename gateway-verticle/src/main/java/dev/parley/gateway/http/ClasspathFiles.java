package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files below one folder of the classpath. Each is read once, on a worker thread, and kept: what is held is never
 * more than what is packaged. A path is only ever looked up when every part of it is a plain name, so nothing outside
 * the folder, nothing hidden and no folder itself can be asked for.
 *
 * <p>Owned by the context that made it.
 */
final class ClasspathFiles {
    private static final Pattern PLAIN_PATH =
            Pattern.compile("([A-Za-z0-9_@-][A-Za-z0-9_@.-]*/)*[A-Za-z0-9_@-][A-Za-z0-9_@.-]*");

    /** The web client's has 1.8 KB, and scanners take whatever is compressed there for secrets at risk (BREACH). */
    private static final String PAGE = "text/html";

    private final Vertx vertx;
    private final String root;
    private final Set<String> hidden;
    private final Map<String, StaticFile> held = new HashMap<>();

    /**
     * @param root as {@code web}, without slashes around it
     * @param hidden names of files below it that are not for the public
     */
    ClasspathFiles(Vertx vertx, String root, Set<String> hidden) {
        this.vertx = vertx;
        this.root = root;
        this.hidden = Set.copyOf(hidden);
    }

    /** The file if it has been read before. */
    Optional<StaticFile> held(String path) {
        return Optional.ofNullable(held.get(path));
    }

    /** The file, or empty if there is none that may be served. */
    Future<Optional<StaticFile>> find(String path) {
        if (held.containsKey(path) || !mayBeServed(path)) {
            return Future.succeededFuture(held(path));
        }
        return vertx.executeBlocking(() -> read(path), false).map(found -> {
            found.ifPresent(file -> held.put(path, file));
            return found;
        });
    }

    private boolean mayBeServed(String path) {
        return PLAIN_PATH.matcher(path).matches() && MediaTypes.ofFile(path).isPresent() && !hidden.contains(path);
    }

    /** The build has put compressed forms of most files beside them. */
    private Optional<StaticFile> read(String path) throws IOException {
        var type = MediaTypes.ofFile(path);
        var plain = bytes(path);
        if (type.isEmpty() || plain.isEmpty()) {
            return Optional.empty();
        }
        var forms = new EnumMap<ContentCoding, StaticFile.Form>(ContentCoding.class);
        forms.put(ContentCoding.IDENTITY, StaticFile.held(plain.get(), ContentCoding.IDENTITY));
        if (type.get().startsWith(PAGE)) {
            return Optional.of(new StaticFile(type.get(), forms));
        }
        if (MediaTypes.isText(type.get()) && plain.get().length() >= StaticFile.SHORTEST_COMPRESSED) {
            for (var coding : List.of(ContentCoding.BROTLI, ContentCoding.GZIP)) {
                bytes(path + coding.extension()).ifPresent(bytes -> forms.put(coding, StaticFile.held(bytes, coding)));
            }
        }
        return Optional.of(StaticFile.of(type.get(), forms));
    }

    private Optional<Buffer> bytes(String path) throws IOException {
        try (var stream = ClasspathFiles.class.getClassLoader().getResourceAsStream(root + "/" + path)) {
            return stream == null ? Optional.empty() : Optional.of(Buffer.buffer(stream.readAllBytes()));
        }
    }
}
