package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.TlsConfig;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that use HTTP/2 to have the server work for nothing: their connection ends, the server goes on. */
class Http2FloodTest {
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int GOAWAY = 7;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int END_STREAM_AND_HEADERS = 5;

    /** Far more than any browser resets, and more than is allowed. */
    private static final int STREAMS = 5_000;

    @TempDir
    Path folder;

    private TestCertificate certificate;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        certificate = TestCertificate.make(folder);
        var files = new PemFiles(
                Files.writeString(folder.resolve("c.pem"), certificate.certificatePem()),
                Files.writeString(folder.resolve("k.pem"), certificate.keyPem()));
        gateway = TestGateway.listening(new TransportConfig(
                new TlsConfig(files, Duration.ofMinutes(1), Duration.ZERO, null), ProxyConfig.NONE, null));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void streamsResetAtOnceEndTheirConnectionAndNothingElse() throws Exception {
        try (var socket = http2()) {
            var out = socket.getOutputStream();
            int opened = 0;
            try {
                for (; opened < STREAMS; opened++) {
                    int stream = 2 * opened + 1;
                    out.write(frame(HEADERS, END_STREAM_AND_HEADERS, stream, request()));
                    out.write(frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8})); // CANCEL
                }
            } catch (SocketException | SSLException closed) {
                assertThat(opened).isPositive();
            }
            assertThat(goAway(socket)).isIn(ENHANCE_YOUR_CALM, -1);
        }
        livesOn();
    }

    private void livesOn() throws Exception {
        var client = HttpClient.newBuilder()
                .sslContext(TestCertificate.trusting(certificate))
                .build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + "/health/live"))
                .timeout(Duration.ofSeconds(15))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    private SSLSocket http2() throws IOException {
        var socket = (SSLSocket) TestCertificate.trusting(certificate)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(10_000);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
        return socket;
    }

    /** RFC 7541 appendix A: GET, https, /, and an authority. */
    private static byte[] request() {
        var block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x87, (byte) 0x84, 0x41, 9});
        block.writeBytes("localhost".getBytes(StandardCharsets.US_ASCII));
        return block.toByteArray();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Reads until the connection ends; the last error it was told with, -1 if it was cut before that was read. */
    private static int goAway(SSLSocket socket) throws IOException {
        int error = -1;
        try {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                in.readUnsignedByte();
                in.readInt();
                var payload = in.readNBytes(length);
                if (type == GOAWAY) {
                    error = ByteBuffer.wrap(payload).getInt(4);
                }
            }
        } catch (EOFException | SocketException | SSLException ended) {
            return error;
        }
    }
}
