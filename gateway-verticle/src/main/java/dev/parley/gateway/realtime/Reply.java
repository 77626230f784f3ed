package dev.parley.gateway.realtime;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.failure.Failure;
import org.jspecify.annotations.Nullable;

/** Words the answer to one request; null where the client has left no way to answer. */
public interface Reply {
    /** For requests that want no answer. */
    Reply NONE = new Reply() {
        @Override
        public @Nullable ServerFrame done(String type, Object data) {
            return null;
        }

        @Override
        public @Nullable ServerFrame failed(Failure failure) {
            return null;
        }
    };

    /** @param type {@code ack}, {@code ready} or {@code pong} */
    @Nullable ServerFrame done(String type, Object data);

    @Nullable ServerFrame failed(Failure failure);
}
