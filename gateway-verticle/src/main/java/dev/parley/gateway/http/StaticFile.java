package dev.parley.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;

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
     * A file of these forms. A text that is held as it is, without a gzipped form, gets one here, which takes some
     * milliseconds.
     */
    public static StaticFile of(String mediaType, Map<ContentCoding, Form> forms) {
        var all = new EnumMap<ContentCoding, Form>(forms);
        var plain = forms.get(ContentCoding.IDENTITY);
        if (plain != null
                && plain.content() instanceof Content.Held held
                && held.length() >= SHORTEST_COMPRESSED
                && MediaTypes.isText(mediaType)
                && !all.containsKey(ContentCoding.GZIP)) {
            all.put(
                    ContentCoding.GZIP,
                    held(Gzip.compress(held.bytes(), Deflater.BEST_COMPRESSION), ContentCoding.GZIP));
        }
        return new StaticFile(mediaType, all);
    }

    /** A form in memory. */
    public static Form held(Buffer bytes, ContentCoding coding) {
        return new Form(new Content.Held(bytes), '"' + Digest.of(bytes) + coding.tagSuffix() + '"');
    }

    Form form(ContentCoding coding) {
        var form = forms.get(coding);
        return form == null ? Objects.requireNonNull(forms.get(ContentCoding.IDENTITY)) : form;
    }
}
