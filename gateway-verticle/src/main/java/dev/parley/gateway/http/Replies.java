package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the last of an answer. That a client did not wait for it is no failure of ours, and nothing is left to do. */
public final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    /** RFC 9113 section 7. */
    private static final long INTERNAL_ERROR = 0x2;

    private Replies() {}

    public static void end(HttpServerResponse response, Buffer body) {
        ignoreGone(response.end(body));
    }

    public static void end(HttpServerResponse response) {
        ignoreGone(response.end());
    }

    /** Breaks one exchange off, so that its client sees that it is not whole: others of an HTTP/2 connection go on. */
    public static void cut(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            ignoreGone(request.response().reset(INTERNAL_ERROR));
        } else {
            ignoreGone(request.connection().close());
        }
    }

    /** Lets the body of a request come that was paused; of HTTP/2 it may have been reset meanwhile, which has no body. */
    public static void resume(HttpServerRequest request) {
        if (!request.isEnded()) {
            var unused = request.resume();
        }
    }

    static void ignoreGone(Future<Void> done) {
        done.onFailure(gone -> LOG.trace("the client has gone", gone));
    }
}
