package dev.parley.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file as it is sent.
 *
 * @param plain as it is
 * @param gzipped null if it would hardly be shorter
 */
record StaticFile(String mediaType, Form plain, @Nullable Form gzipped) {
    /** Smaller files fit into the first packet anyway. */
    private static final int SHORTEST_GZIPPED = 1_024;

    /**
     * One of its forms.
     *
     * @param etag strong: the same for the same bytes on every node
     */
    record Form(Buffer content, String etag) {}

    /** Takes some milliseconds, once for each file. */
    static StaticFile of(String mediaType, Buffer content) {
        var hash = hash(content);
        var gzipped = content.length() >= SHORTEST_GZIPPED && MediaTypes.isText(mediaType) ? gzip(content) : null;
        return new StaticFile(
                mediaType,
                new Form(content, '"' + hash + '"'),
                gzipped == null ? null : new Form(gzipped, '"' + hash + "-gzip\""));
    }

    private static String hash(Buffer content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Buffer gzip(Buffer content) {
        var bytes = new ByteArrayOutputStream(content.length() / 2);
        try (var stream = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            stream.write(content.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
