package dev.parley.gateway.door;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.realtime.CloseCode;
import dev.parley.gateway.realtime.Frames;
import dev.parley.gateway.realtime.Frames.ErrorBody;
import dev.parley.gateway.realtime.Reply;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import org.jspecify.annotations.Nullable;

/** An answer in the bridge's words, at the address that the client made up for it. */
final class BridgeReply implements Reply {
    private final String address;
    private final boolean onlyRefusals;

    private BridgeReply(String address, boolean onlyRefusals) {
        this.address = address;
        this.onlyRefusals = onlyRefusals;
    }

    static Reply to(String address) {
        return new BridgeReply(address, false);
    }

    static Reply refusalsTo(String address) {
        return new BridgeReply(address, true);
    }

    @Override
    public @Nullable ServerFrame done(String type, Object data) {
        return onlyRefusals ? null : new ServerFrame(Json.encode(new Received("rec", address, Frames.data(data))));
    }

    @Override
    public ServerFrame failed(Failure failure) {
        return refused(address, ErrorBody.of(failure));
    }

    /** Why the socket is closed, at no address. */
    static ServerFrame closing(CloseCode code, String reason) {
        return refused(null, ErrorBody.closing(code, reason));
    }

    private static ServerFrame refused(@Nullable String address, ErrorBody error) {
        var code = error.code();
        return new ServerFrame(
                Json.encode(new Refused("err", address, code.httpStatus(), "RECIPIENT_FAILURE", code.name(), error)));
    }

    private record Received(String type, String address, Object body) {}

    /** The clients' callbacks get failureCode, failureType and message; {@code error} says the rest. */
    private record Refused(
            String type,
            @Nullable String address,
            int failureCode,
            String failureType,
            String message,
            ErrorBody error) {}
}
