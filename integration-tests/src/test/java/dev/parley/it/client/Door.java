package dev.parley.it.client;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** The three ways in. */
public enum Door {
    WEBSOCKET("/api/v1/ws", Framing.PLAIN, Speech.PROTOCOL),
    SOCKJS("/api/v1/sockjs", Framing.SOCKJS, Speech.PROTOCOL),
    BRIDGE("/eventbus", Framing.SOCKJS, Speech.BRIDGE);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final String path;
    private final Framing framing;
    private final Speech speech;

    Door(String path, Framing framing, Speech speech) {
        this.path = path;
        this.framing = framing;
        this.speech = speech;
    }

    /** A socket on which nobody has said who they are. */
    public Connection open(Parley parley) {
        return open(parley, Map.of());
    }

    /** @param headers of the upgrade request */
    public Connection open(Parley parley, Map<String, String> headers) {
        var wire = new Wire(framing);
        var builder = parley.http().newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        headers.forEach(builder::header);
        builder.buildAsync(address(parley), wire).join();
        return new Connection(wire, speech);
    }

    /** The HTTP status of an upgrade: 101 if the door opened (it is shut again), else of the refusal. */
    public int upgrade(Parley parley, Map<String, String> headers) {
        try (var opened = open(parley, headers)) {
            return opened.isOpen() ? 101 : 0;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** The path, with a SockJS session of its own where the door is one. */
    public URI address(Parley parley) {
        var http = parley.baseUri();
        var session = framing == Framing.SOCKJS ? "/000/" + UUID.randomUUID() + "/websocket" : "";
        return URI.create(http.getScheme().replace("http", "ws") + "://" + http.getAuthority() + path + session);
    }
}
