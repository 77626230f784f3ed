package dev.parley.notification.outbound;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where somebody whom we do not know takes requests, as a user has named it: a browser's push service, say. Whoever has it can
 * send there: prints its origin only.
 */
public record Endpoint(URI uri) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * @param field what the one who named it calls it
     * @param privateAllowed whether HTTP is
     * @throws FailureException INVALID_REQUEST naming {@code field}
     */
    public static Endpoint parse(String field, String text, boolean privateAllowed) {
        var endpoint = new Endpoint(uri(field, text));
        var uri = endpoint.uri;
        boolean webAddress = uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
        if (!webAddress || !(endpoint.isTls() || (privateAllowed && "http".equals(uri.getScheme())))) {
            throw noAddress(field);
        }
        return endpoint;
    }

    /**
     * As {@link #parse}, and at port 443 unless {@code privateAllowed}.
     *
     * @throws FailureException INVALID_REQUEST naming {@code field}
     */
    public static Endpoint parseAtHttpsPort(String field, String text, boolean privateAllowed) {
        var endpoint = parse(field, text, privateAllowed);
        if (!privateAllowed && endpoint.port() != HTTPS_PORT) {
            throw Failure.invalid(field, "must be at port 443").asException();
        }
        return endpoint;
    }

    private static URI uri(String field, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw noAddress(field);
        }
    }

    private static FailureException noAddress(String field) {
        return Failure.invalid(field, "must be an https address").asException();
    }

    boolean isTls() {
        return "https".equals(uri.getScheme());
    }

    /** A name, or a literal address without brackets. */
    public String host() {
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
    public String service() {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public String toString() {
        return service() + "/…";
    }
}
