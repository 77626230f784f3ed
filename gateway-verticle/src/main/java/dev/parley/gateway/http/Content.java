package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Bytes that can be sent, as a whole or a part of them. */
public interface Content {
    long length();

    /**
     * Sends the bytes from {@code from} to before {@code to} and ends the response, whose head says so many.
     *
     * @return fails if they could not all be sent
     */
    Future<Void> send(HttpServerResponse response, long from, long to);

    /** Bytes in memory. */
    record Held(Buffer bytes) implements Content {
        @Override
        public long length() {
            return bytes.length();
        }

        @Override
        public Future<Void> send(HttpServerResponse response, long from, long to) {
            return response.end(bytes.slice(Math.toIntExact(from), Math.toIntExact(to)));
        }
    }
}
