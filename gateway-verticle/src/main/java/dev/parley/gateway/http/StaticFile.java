package dev.parley.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file as it is sent.
 *
 * @param etag strong: the same for the same bytes on every node
 */
record StaticFile(String mediaType, Buffer content, String etag) {
    static StaticFile of(String mediaType, Buffer content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            var etag = '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
            return new StaticFile(mediaType, content, etag);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
