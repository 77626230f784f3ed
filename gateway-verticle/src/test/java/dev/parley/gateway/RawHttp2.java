package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** HTTP/2 frame by frame, for what no client library would send. */
final class RawHttp2 implements AutoCloseable {
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_STREAM_AND_HEADERS = 5;

    private static final int PATIENCE_MS = 10_000;

    private final SSLSocket socket;

    /** Connects and sends the preface. */
    RawHttp2(TestCertificate certificate, int port) throws IOException {
        socket = (SSLSocket) TestCertificate.trusting(certificate)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /** RFC 7541 appendix A: GET, https, /, and an authority. */
    static byte[] get() {
        return get("/");
    }

    /** The same of a path of up to 126 characters, as a literal (section 6.2.2). */
    static byte[] get(String path) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x87, 0x04, (byte) path.length()});
        block.writeBytes(path.getBytes(StandardCharsets.US_ASCII));
        block.writeBytes(new byte[] {0x41, 9});
        block.writeBytes("localhost".getBytes(StandardCharsets.US_ASCII));
        return block.toByteArray();
    }

    /** One that goes into the dynamic table (RFC 7541 section 6.2.1), of up to 126 characters and up to 16 KiB. */
    static byte[] newHeader(String name, String value) {
        var block = new ByteArrayOutputStream();
        block.write(0x40);
        block.write(name.length());
        block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        if (value.length() < 127) {
            block.write(value.length());
        } else {
            int rest = value.length() - 127; // section 5.1
            block.write(127);
            block.write(0x80 | (rest & 0x7F));
            block.write(rest >> 7);
        }
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        return block.toByteArray();
    }

    /** What becomes of a stream: 431 is the one status told apart, by its literal in the answer's head. */
    String statusOf(int stream) throws IOException {
        try {
            while (true) {
                var frame = read();
                if (frame.type() == GOAWAY) {
                    return "closed";
                }
                if (frame.stream() == stream && frame.type() == RST_STREAM) {
                    return "reset";
                }
                if (frame.stream() == stream && frame.type() == HEADERS) {
                    var head = new String(frame.payload(), StandardCharsets.ISO_8859_1);
                    return head.contains("431") ? "431" : "answered";
                }
            }
        } catch (EOFException | SocketException | SSLException ended) {
            return "closed";
        }
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream()
                .write(ByteBuffer.allocate(9 + payload.length)
                        .put((byte) (payload.length >> 16))
                        .putShort((short) payload.length)
                        .put((byte) type)
                        .put((byte) flags)
                        .putInt(stream)
                        .put(payload)
                        .array());
    }

    /** Reads until the connection ends; the last error it was told with, -1 if it was cut before that was read. */
    int goAway() throws IOException {
        int error = -1;
        try {
            while (true) {
                var frame = read();
                if (frame.type() == GOAWAY) {
                    error = ByteBuffer.wrap(frame.payload()).getInt(4);
                }
            }
        } catch (EOFException | SocketException | SSLException ended) {
            return error;
        }
    }

    /** The next frame. */
    Frame read() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, in.readNBytes(length));
    }

    record Frame(int type, int flags, int stream, byte[] payload) {}

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
