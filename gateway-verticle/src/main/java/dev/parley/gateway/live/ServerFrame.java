package dev.parley.gateway.live;

import dev.parley.model.bus.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A frame on its way to clients: encoded once, the bytes shared by every socket that gets it. Never changed. */
public final class ServerFrame {
    private final String text;
    private byte @Nullable [] utf8;
    private @Nullable ServerFrame inSockJs;

    public ServerFrame(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The same frame as a SockJS message frame: {@code a["…"]}. */
    public ServerFrame inSockJs() {
        var wrapped = inSockJs;
        if (wrapped == null) {
            wrapped = new ServerFrame("a[" + Json.encode(text) + "]");
            inSockJs = wrapped;
        }
        return wrapped;
    }

    /** The same array for everyone: not to be written to. */
    public byte[] utf8() {
        var bytes = utf8;
        if (bytes == null) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            utf8 = bytes;
        }
        return bytes;
    }
}
