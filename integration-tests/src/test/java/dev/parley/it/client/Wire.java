package dev.parley.it.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A WebSocket of text frames. */
public final class Wire implements WebSocket.Listener {
    private static final Pattern HALF_PAIR = Pattern.compile("\\p{Cs}");

    private final Framing framing;
    private final StringBuilder partial = new StringBuilder(); // touched by one callback at a time
    private final List<String> early = new ArrayList<>(); // what came before anyone listened; guarded by this
    private @Nullable Consumer<String> onText; // guarded by this
    private @Nullable Consumer<Closing> onClose; // guarded by this
    private @Nullable Closing closing; // guarded by this
    private volatile @Nullable WebSocket socket;
    private volatile boolean reading = true;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null); // guarded by this

    Wire(Framing framing) {
        this.framing = framing;
    }

    synchronized void listen(Consumer<String> text, Consumer<Closing> close) {
        onText = text;
        onClose = close;
        early.forEach(text);
        early.clear();
        if (closing != null) {
            close.accept(closing);
        }
    }

    /** One after the other: the JDK refuses a send while another is under way. A failed send shows as a close. */
    void send(String text) {
        enqueue(() -> socket().sendText(framing.wrap(sendable(text)), true));
    }

    /** A text frame without the door's framing. */
    public void sendFrame(String text) {
        enqueue(() -> socket().sendText(sendable(text), true));
    }

    /** Half a surrogate pair has no UTF-8; as JSON's escape it gets to the server. */
    private static String sendable(String text) {
        return HALF_PAIR
                .matcher(text)
                .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    }

    /** A text frame in fragments. */
    public void sendFragments(String... parts) {
        for (int i = 0; i < parts.length; i++) {
            var part = parts[i];
            var last = i == parts.length - 1;
            enqueue(() -> socket().sendText(part, last));
        }
    }

    public void sendBinary(byte[] bytes) {
        enqueue(() -> socket().sendBinary(ByteBuffer.wrap(bytes), true));
    }

    void close() {
        enqueue(() -> socket().sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** Gone as a cable is pulled: no close frame. */
    public void abort() {
        socket().abort();
    }

    /** Takes no more than the kernel's buffers hold, as a client that hangs. */
    public void stopReading() {
        reading = false;
    }

    public void readOn() {
        reading = true;
        socket().request(1);
    }

    private synchronized void enqueue(java.util.function.Supplier<CompletableFuture<WebSocket>> send) {
        sending = sending.handle((done, failed) -> send.get()).thenCompose(sent -> sent);
    }

    private WebSocket socket() {
        var opened = socket;
        if (opened == null) {
            throw new IllegalStateException("not open yet");
        }
        return opened;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        socket = webSocket;
        webSocket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            var frame = partial.toString();
            partial.setLength(0);
            framing.unwrap(frame).forEach(this::deliver);
            framing.closing(frame).ifPresent(this::end);
        }
        if (reading) {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        end(new Closing(statusCode, reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end(new Closing(Closing.ABNORMAL, String.valueOf(error)));
    }

    private synchronized void deliver(String text) {
        if (onText == null) {
            early.add(text);
        } else {
            onText.accept(text);
        }
    }

    private synchronized void end(Closing how) {
        if (closing == null) {
            closing = how;
            if (onClose != null) {
                onClose.accept(how);
            }
        }
    }
}
