package dev.parley.notification.push;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a push service takes messages for one browser. Whoever has it can send there: prints its origin only. */
public record Endpoint(URI uri) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * @param privateAllowed whether HTTP and other ports than HTTPS' are
     * @throws FailureException INVALID_REQUEST naming {@code endpoint}
     */
    static Endpoint parse(String text, boolean privateAllowed) {
        var endpoint = new Endpoint(uri(text));
        var uri = endpoint.uri;
        boolean webAddress = uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
        if (!webAddress || !(endpoint.isTls() || (privateAllowed && "http".equals(uri.getScheme())))) {
            throw invalid("must be an https address");
        }
        if (!privateAllowed && endpoint.port() != HTTPS_PORT) {
            throw invalid("must be at port 443");
        }
        return endpoint;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("must be an https address");
        }
    }

    static FailureException invalid(String message) {
        return Failure.invalid("endpoint", message).asException();
    }

    boolean isTls() {
        return "https".equals(uri.getScheme());
    }

    /** A name, or a literal address without brackets. */
    String host() {
        var host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isTls() ? HTTPS_PORT : HTTP_PORT;
    }

    /** Whose it is: {@code https://push.example.org}. */
    String service() {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public String toString() {
        return service() + "/…";
    }
}
