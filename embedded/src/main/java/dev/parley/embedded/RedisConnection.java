package dev.parley.embedded;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of Redis' protocol (RESP2) as starting and stopping one takes: a command, and the first line of its reply. */
final class RedisConnection implements AutoCloseable {

    private static final int TIMEOUT_MS = 2_000;

    /** Status and error lines are short; a peer that sends more is no Redis. */
    private static final int MAX_LINE = 512;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RedisConnection open(int port, Secret password) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(Loopback.HOST, port), TIMEOUT_MS);
            RedisConnection connection = new RedisConnection(socket);
            String reply = connection.ask("AUTH", password.value());
            if (!reply.equals("+OK")) {
                throw new IOException("Redis refused its password");
            }
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends one command and returns the reply's first line with its type character, such as {@code +PONG} or {@code -LOADING …}. */
    String ask(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        out.write(command.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("Redis closed the connection");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("not a Redis reply");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
