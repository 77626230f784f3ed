package dev.parley.gateway.peer;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks. Headers are believed from trusted addresses alone, and read from their end, where the proxy that is
 * nearest wrote: the client is the first who is not trusted, whatever it has claimed before that.
 */
public final class Peers implements PlatformHandler {
    private final AddressRanges trusted;
    private final ForwardedHeader header;

    public Peers(ProxyConfig config) {
        this.trusted = new AddressRanges(config.trusted());
        this.header = config.header();
    }

    @Override
    public void handle(RoutingContext context) {
        context.put(Peer.KEY, of(context.request()));
        context.next();
    }

    /** Who is at the other end of {@code connection}. */
    public Sender sender(HttpConnection connection) {
        return Sender.of(connection, trusted);
    }

    /** Who asks, and what for. */
    public Peer of(HttpServerRequest request) {
        var sender = sender(request.connection());
        var direct = Peer.direct(request, sender);
        if (!sender.trusted() || sender.address() == null) {
            return direct;
        }
        var hops = header == ForwardedHeader.FORWARDED
                ? Hop.ofForwarded(request.headers().getAll("Forwarded"))
                : Hop.ofXForwarded(
                        request.headers().getAll("X-Forwarded-For"),
                        request.headers().getAll("X-Forwarded-Proto"),
                        request.headers().getAll("X-Forwarded-Host"));
        return resolve(direct, sender.address(), hops);
    }

    private Peer resolve(Peer direct, InetAddress sender, List<Hop> hops) {
        var client = sender;
        Hop told = Hop.SILENT;
        for (int i = hops.size() - 1; i >= 0 && trusted.contain(client); i--) {
            told = hops.get(i);
            var before = told.address();
            if (before == null) {
                break; // hidden, unknown or nonsense: what stands before it was not seen by anyone trusted
            }
            client = before;
        }
        return new Peer(client.getHostAddress(), secure(direct, told), authority(direct, told));
    }

    private static boolean secure(Peer direct, Hop told) {
        return told.scheme() == null ? direct.secure() : told.scheme().equalsIgnoreCase("https");
    }

    private static @Nullable HostAndPort authority(Peer direct, Hop told) {
        var host = told.host() == null ? null : HostAndPort.parseAuthority(told.host(), -1);
        return host == null ? direct.authority() : host;
    }
}
