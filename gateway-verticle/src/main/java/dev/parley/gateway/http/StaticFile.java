package dev.parley.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is sent.
 *
 * @param forms as it is ({@code IDENTITY}, always there), and compressed
 */
public record StaticFile(String mediaType, Map<ContentCoding, Form> forms) {
    /** Smaller files fit into the first packet anyway. */
    public static final int SHORTEST_COMPRESSED = 1_024;

    /**
     * One of its forms.
     *
     * @param etag strong: the same for the same bytes on every node
     */
    public record Form(Content content, String etag) {}

    public StaticFile {
        if (!forms.containsKey(ContentCoding.IDENTITY)) {
            throw new IllegalArgumentException("a file is there as it is");
        }
        forms = Collections.unmodifiableMap(new EnumMap<>(forms));
    }

    /**
     * A file in memory. A text without a gzipped form gets one here, which takes some milliseconds.
     *
     * @param bytes as it is, and compressed if that has been done before
     */
    public static StaticFile held(String mediaType, Map<ContentCoding, Buffer> bytes) {
        var plain = Objects.requireNonNull(bytes.get(ContentCoding.IDENTITY));
        var hash = hash(plain);
        var forms = new EnumMap<ContentCoding, Form>(ContentCoding.class);
        bytes.forEach((coding, content) -> forms.put(coding, form(content, hash, coding)));
        if (plain.length() >= SHORTEST_COMPRESSED
                && MediaTypes.isText(mediaType)
                && !forms.containsKey(ContentCoding.GZIP)) {
            forms.put(ContentCoding.GZIP, form(gzip(plain), hash, ContentCoding.GZIP));
        }
        return new StaticFile(mediaType, forms);
    }

    Form form(ContentCoding coding) {
        var form = forms.get(coding);
        return form == null ? Objects.requireNonNull(forms.get(ContentCoding.IDENTITY)) : form;
    }

    private static Form form(Buffer content, String hash, ContentCoding coding) {
        return new Form(new Content.Held(content), '"' + hash + coding.tagSuffix() + '"');
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
