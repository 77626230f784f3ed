package dev.parley.gateway.http;

import io.vertx.ext.web.ParsedHeaderValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How content may be written (RFC 9110 section 8.4.1): the shortest first. */
public enum ContentCoding {
    BROTLI("br", ".br", "-br"),
    GZIP("gzip", ".gz", "-gzip"),
    IDENTITY("identity", "", "");

    private final String token;
    private final String extension;
    private final String tagSuffix;

    ContentCoding(String token, String extension, String tagSuffix) {
        this.token = token;
        this.extension = extension;
        this.tagSuffix = tagSuffix;
    }

    /** As in {@code Content-Encoding}. */
    public String token() {
        return token;
    }

    /** What the name of a file in this form has behind that of the file. */
    public String extension() {
        return extension;
    }

    /** What keeps this form's entity tag apart from those of the others. */
    public String tagSuffix() {
        return tagSuffix;
    }

    /**
     * What is sent to who accepts {@code accepted} (RFC 9110 section 12.5.3): of {@code available}, what has the highest
     * weight there, of those with the same the shortest. As it is, if nothing else will do: an answer that is not
     * wanted like that is better than none.
     *
     * @param accepted the parts of {@code Accept-Encoding}; none if there was no such header
     */
    public static ContentCoding choose(List<ParsedHeaderValue> accepted, Set<ContentCoding> available) {
        var best = IDENTITY;
        float weight = weightOf(IDENTITY, accepted);
        for (var coding : values()) {
            float its = coding == IDENTITY || !available.contains(coding) ? 0 : weightOf(coding, accepted);
            if (its > 0 && (its > weight || (its == weight && best == IDENTITY))) {
                best = coding;
                weight = its;
            }
        }
        return best;
    }

    /** Whoever does not name identity takes it all the same, when there is nothing that they named. */
    private static float weightOf(ContentCoding coding, List<ParsedHeaderValue> accepted) {
        float any = 0;
        for (var part : accepted) {
            var named = part.value().toLowerCase(Locale.ROOT);
            if (named.equals(coding.token)) {
                return part.weight();
            }
            if (named.equals("*")) {
                any = part.weight();
            }
        }
        return coding == IDENTITY ? 0 : any;
    }
}
