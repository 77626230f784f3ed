package dev.parley.gateway.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file (RFC 9110 section 14.1.2).
 *
 * @param from the first byte
 * @param to the first byte after it; {@code from} if there is none
 */
record ByteRange(long from, long to) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * @param header as the request has it, or null
     * @param length of the whole file
     * @return null if the whole is to be sent: without one, with one that is not understood, and with several, which
     *     nobody who plays or resumes a file asks for; an empty one if there is no such part
     */
    static @Nullable ByteRange parse(@Nullable String header, long length) {
        var range = header == null ? null : ONE.matcher(header);
        if (range == null || !range.matches()) {
            return null;
        }
        var first = range.group(1);
        var last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? null : new ByteRange(length - Math.min(length, Long.parseLong(last)), length);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return null; // not understood, says the RFC
        }
        return from < length ? new ByteRange(from, to) : new ByteRange(0, 0);
    }

    boolean isEmpty() {
        return from == to;
    }
}
