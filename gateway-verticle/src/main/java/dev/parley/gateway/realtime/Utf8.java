package dev.parley.gateway.realtime;

import io.netty.buffer.ByteBufUtil;

/** Sizes of texts on the wire, without encoding them. */
final class Utf8 {
    private Utf8() {}

    static boolean isLongerThan(String text, int bytes) {
        // A UTF-16 unit is 1 to 3 bytes of UTF-8: most texts need no counting.
        return text.length() > bytes || text.length() > bytes / 3 && ByteBufUtil.utf8Bytes(text) > bytes;
    }
}
