package dev.parley.gateway.upstream;

import dev.parley.gateway.http.RequestId;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of an upstream's headers reaches the client: all but what is about its connection. */
final class ResponseHeaders {
    private static final List<String> OURS_UNLESS_THEIRS =
            List.of("Strict-Transport-Security", "X-Content-Type-Options");

    private ResponseHeaders() {}

    /**
     * Cleans what a server sent.
     *
     * @return its {@code Expires}, taken out: the library fails on one that is no date, as {@code 0} and {@code -1}, which
     *     are common; null if it has none
     */
    static @Nullable String clean(MultiMap headers) {
        HopByHop.remove(headers);
        headers.remove(RequestId.HEADER); // the answer has it already
        if (headers.getAll(HttpHeaders.TRANSFER_ENCODING).stream().allMatch("chunked"::equalsIgnoreCase)) {
            headers.remove(HttpHeaders.TRANSFER_ENCODING);
        }
        var expires = headers.get(HttpHeaders.EXPIRES);
        headers.remove(HttpHeaders.EXPIRES);
        return expires;
    }

    /** False of a body in a coding that nobody here can take off. */
    static boolean isReadable(MultiMap headers) {
        return !headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** An upstream's pages are its own matter: what it says itself counts, and nothing is said twice. */
    static void merge(MultiMap theirs, MultiMap ours) {
        OURS_UNLESS_THEIRS.stream().filter(theirs::contains).forEach(ours::remove);
    }
}
