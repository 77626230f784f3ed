package dev.parley.it.storm;

import dev.parley.it.client.Door;
import dev.parley.it.client.TestUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A client on a bare socket, through any door, that can stop reading: then only the kernel's buffers, which are small
 * here, take what the server writes. It reads nothing into anything: what comes is thrown away, but for its end.
 */
final class Sleeper implements AutoCloseable {
    /** The kernel doubles it. */
    private static final int RECEIVE_BUFFER = 4 * 1024;

    private static final int READ_TIMEOUT_MS = 15_000;
    private static final int TAIL = 256;
    private static final int MASKED_TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int MASK_BIT = 0x80;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final byte[] PONG = {(byte) 0x8a, (byte) MASK_BIT, 0, 0, 0, 0};

    private final Socket socket = new Socket();
    private final String what;
    private byte[] tail = new byte[0];
    private long kept;

    private Sleeper(String what, URI server) throws IOException {
        this.what = what;
        socket.setReceiveBufferSize(RECEIVE_BUFFER); // before it is connected, or the window is already larger
        socket.setSoTimeout(READ_TIMEOUT_MS);
        socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()));
    }

    /** Who is ready to be delivered to, through a door that is a WebSocket. */
    static Sleeper at(Door door, URI address, TestUser user) {
        try {
            var sleeper = new Sleeper(door.toString(), address);
            sleeper.request(
                    "GET " + address.getPath(),
                    user,
                    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                    "");
            sleeper.readUntil("\r\n\r\n");
            if (door == Door.BRIDGE) {
                sleeper.text(
                        "[\"{\\\"type\\\":\\\"register\\\",\\\"address\\\":\\\"parley.inbox." + user.id() + "\\\"}\"]");
            }
            return sleeper;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One whose answer is streamed, or large, and not read. */
    static Sleeper asking(String request, URI server, TestUser user, String body) {
        try {
            var sleeper = new Sleeper(request, server);
            sleeper.request(request, user, "Content-Type: application/json\r\n", body);
            return sleeper;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void request(String methodAndPath, TestUser user, String headers, String body) throws IOException {
        write((methodAndPath + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + user.accessToken() + "\r\n"
                        + headers + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** A pong that nobody asked for (RFC 6455 section 5.5.3): whoever does not read is not dead for that. */
    void signOfLife() {
        try {
            write(PONG);
        } catch (IOException ended) {
            // shows when it is read to the end
        }
    }

    /** A masked frame of text (RFC 6455 section 5.2); the mask is zero, which changes nothing. */
    private void text(String text) throws IOException {
        var bytes = text.concat(" ".repeat(LENGTH_IN_TWO_BYTES)).getBytes(StandardCharsets.US_ASCII);
        var frame = ByteBuffer.allocate(8 + bytes.length)
                .put((byte) MASKED_TEXT)
                .put((byte) (MASK_BIT | LENGTH_IN_TWO_BYTES))
                .putShort((short) bytes.length)
                .putInt(0)
                .put(bytes);
        write(frame.array());
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private void readUntil(String end) throws IOException {
        var read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.US_ASCII).endsWith(end)) {
            int one = socket.getInputStream().read();
            if (one < 0) {
                throw new IOException(what + " was answered " + read);
            }
            read.write(one);
        }
        if (!read.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IOException(what + " was answered " + read);
        }
    }

    /** Reads what there is, without waiting. */
    void readWhatThereIs(byte[] scratch) {
        try {
            var in = socket.getInputStream();
            for (int there = in.available(); there > 0; there = in.available()) {
                keep(scratch, in.read(scratch, 0, Math.min(scratch.length, there)));
            }
        } catch (IOException ended) {
            // shows when it is read to the end
        }
    }

    /**
     * Reads on to the end.
     *
     * @return the close code; 0 if it ended without one; null if it did not end
     */
    @Nullable Integer readToTheEnd() {
        var scratch = new byte[64 * 1024];
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(scratch)) {
                kept += read;
                keep(scratch, read);
            }
        } catch (SocketTimeoutException stillThere) {
            return null;
        } catch (IOException reset) {
            // ended all the same
        }
        return closeCode();
    }

    private void keep(byte[] scratch, int read) {
        int kept = Math.min(TAIL, tail.length + read);
        var joined = Arrays.copyOf(tail, tail.length + read);
        System.arraycopy(scratch, 0, joined, tail.length, read);
        tail = Arrays.copyOfRange(joined, joined.length - kept, joined.length);
    }

    /** Of the close frame that the tail ends with. */
    private int closeCode() {
        for (int at = 0; at + 4 <= tail.length; at++) {
            if ((tail[at] & 0xff) == CLOSE && at + 2 + tail[at + 1] == tail.length) {
                return ByteBuffer.wrap(tail, at + 2, 2).getShort();
            }
        }
        return 0;
    }

    /** How many bytes the kernel had for it when it began to {@link #readToTheEnd}. */
    long kept() {
        return kept;
    }

    String what() {
        return what;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // which is what was wanted
        }
    }
}
