package dev.parley.gateway.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The answers to the challenges of a certificate authority (ACME's http-01, RFC 8555 section 8.3): small files that its
 * client puts below {@code .well-known/acme-challenge}. A name is looked up only if it is a token, so nothing else can be
 * asked for; a link is not followed.
 */
final class Challenges {
    static final String PATH = "/.well-known/acme-challenge/";

    /** Base64url without padding, of at least 128 bits. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{20,256}");

    private static final int MAX_BYTES = 4096;

    private final Vertx vertx;
    private final Path folder;

    /** @param root certbot's {@code --webroot-path} */
    Challenges(Vertx vertx, Path root) {
        this.vertx = vertx;
        this.folder = root.resolve(PATH.substring(1));
    }

    /** @param path as it was asked for, not decoded */
    Future<Optional<Buffer>> answerTo(String path) {
        var token = path.substring(PATH.length());
        return TOKEN.matcher(token).matches()
                ? vertx.executeBlocking(() -> read(folder.resolve(token)), false)
                : Future.succeededFuture(Optional.empty());
    }

    private static Optional<Buffer> read(Path file) {
        try {
            boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MAX_BYTES;
            return plain ? Optional.of(Buffer.buffer(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
