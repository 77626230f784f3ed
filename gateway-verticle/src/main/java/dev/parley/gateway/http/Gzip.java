package dev.parley.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Gzip of what is in memory. */
final class Gzip {
    private Gzip() {}

    /** @param level of {@link java.util.zip.Deflater} */
    static Buffer compress(Buffer content, int level) {
        var bytes = new ByteArrayOutputStream(content.length() / 2);
        try (var stream = new GZIPOutputStream(bytes) {
            {
                def.setLevel(level);
            }
        }) {
            stream.write(content.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
