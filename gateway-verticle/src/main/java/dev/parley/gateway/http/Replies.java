package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the last of an answer. That a client did not wait for it is no failure of ours, and nothing is left to do. */
public final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    public static void end(HttpServerResponse response, Buffer body) {
        ignoreGone(response.end(body));
    }

    public static void end(HttpServerResponse response) {
        ignoreGone(response.end());
    }

    static void ignoreGone(Future<Void> done) {
        done.onFailure(gone -> LOG.trace("the client has gone", gone));
    }
}
