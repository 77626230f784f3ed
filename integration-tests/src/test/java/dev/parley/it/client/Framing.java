package dev.parley.it.client;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;

/** How protocol frames lie in WebSocket text frames. */
enum Framing {
    /** One in one. */
    PLAIN {
        @Override
        String wrap(String text) {
            return text;
        }

        @Override
        List<String> unwrap(String frame) {
            return List.of(frame);
        }

        @Override
        Optional<Closing> closing(String frame) {
            return Optional.empty();
        }
    },

    /** SockJS: {@code o}, {@code h}, {@code a["…","…"]}, {@code c[code,"reason"]}; to the server {@code ["…"]}. */
    SOCKJS {
        @Override
        String wrap(String text) {
            return new JsonArray().add(text).encode();
        }

        @Override
        List<String> unwrap(String frame) {
            return frame.startsWith("a")
                    ? new JsonArray(frame.substring(1))
                            .stream().map(Object::toString).toList()
                    : List.of();
        }

        @Override
        Optional<Closing> closing(String frame) {
            if (!frame.startsWith("c")) {
                return Optional.empty();
            }
            var code = new JsonArray(frame.substring(1));
            return Optional.of(new Closing(code.getInteger(0), code.getString(1)));
        }
    };

    abstract String wrap(String text);

    abstract List<String> unwrap(String frame);

    abstract Optional<Closing> closing(String frame);
}
