package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.WebSocketClientOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is too large, or would become so: refused, and nothing of it stays in memory. */
class OversizedTest {
    private static final int MIB = 1024 * 1024;

    /** Far more than all of it together may take. */
    private static final long FLAT = 24L * MIB;

    private static final int ROUNDS = 30;

    private final TestGateway gateway = TestGateway.listening();

    @AfterEach
    void close() {
        gateway.close();
    }

    /** 64 MiB of zeros, 64 KiB on the way: what is not inflated is no JSON. */
    @Test
    void bodyThatWouldInflateIsNotInflated() throws IOException {
        var bomb = bomb();
        assertThat(bomb.length).isLessThan(256 * 1024);
        assertThat(post(bomb, "Content-Encoding: gzip\r\n")).contains(" 400 ");
    }

    @Test
    void socketsAreNotCompressedHoweverOftenAsked() throws Exception {
        var client = gateway.host.createWebSocketClient(new WebSocketClientOptions()
                .setTryUsePerMessageCompression(true)
                .setTryUsePerFrameCompression(true));
        var socket = client.connect(gateway.port(), "127.0.0.1", "/door/socket").await();
        assertThat(socket.headers().contains("Sec-WebSocket-Extensions")).isFalse();
    }

    @Test
    void oversizedAndUnendingHeadsAndBodiesLeaveTheHeapAsItWas() throws IOException {
        oversized();
        long before = usedHeap();
        for (int i = 0; i < ROUNDS; i++) {
            oversized();
        }
        long grown = usedHeap() - before;
        System.out.println("heap after " + ROUNDS + " rounds of what is oversized: " + grown / 1024 + " KiB more");
        assertThat(grown).isLessThan(FLAT);
        assertThat(new RawHttp(gateway.port()).get("/health/live").statusCode()).isEqualTo(200);
    }

    private void oversized() throws IOException {
        assertThat(post(bomb(), "Content-Encoding: gzip\r\n")).contains(" 400 ");
        assertThat(post(new byte[2 * MIB], "")).contains(" 413 ");
        assertThat(sent("GET /" + "a".repeat(MIB) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .containsAnyOf(" 414 ", "cut");
        assertThat(sent("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(MIB) + "\r\n\r\n"))
                .containsAnyOf(" 431 ", "cut");
        assertThat(sent("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: a\r\n".repeat(200_000) + "\r\n"))
                .containsAnyOf(" 431 ", "cut");
    }

    private String post(byte[] body, String headers) throws IOException {
        var head = "POST /api/v1/auth HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return sent(request.toByteArray());
    }

    private String sent(String request) throws IOException {
        return sent(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** The beginning of the answer; {@code cut} if the connection ended before it could be read. */
    private String sent(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request);
            } catch (SocketException refusedMeanwhile) {
                // its answer may still be there
            }
            var answer = new String(socket.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
            return answer.isEmpty() ? "cut" : answer;
        } catch (SocketException reset) {
            return "cut";
        }
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            var zeros = new byte[MIB];
            for (int i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    /** After a collection: what is really held. */
    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
