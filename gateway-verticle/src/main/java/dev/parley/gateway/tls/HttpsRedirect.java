package dev.parley.gateway.tls;

import dev.parley.gateway.http.Replies;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is answered over plain http: where the same is over https, and the challenges of a certificate authority; nothing
 * else. With 308 (RFC 9110 section 15.4.9), by which a client sends again what it sent: after 301 it may make a GET of a
 * POST.
 *
 * <p>Where that is comes from the configuration, else from the Host of the request; then only if the certificate is for
 * it, so that nobody is sent anywhere else.
 */
public final class HttpsRedirect implements Handler<HttpServerRequest> {
    private static final int HTTPS_PORT = 443;
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final @Nullable String publicUrl;
    private final Supplier<X509Certificate> certificate;
    private final IntSupplier port;
    private final @Nullable Challenges challenges;

    /**
     * @param publicUrl an origin, as {@code https://chat.example.org}; null if the Host of each request says
     * @param certificate in force
     * @param port of https
     */
    public HttpsRedirect(
            Vertx vertx,
            RedirectConfig config,
            @Nullable String publicUrl,
            Supplier<X509Certificate> certificate,
            IntSupplier port) {
        this.publicUrl = publicUrl;
        this.certificate = certificate;
        this.port = port;
        this.challenges = config.challenges() == null ? null : new Challenges(vertx, config.challenges());
    }

    @Override
    public void handle(HttpServerRequest request) {
        var path = request.path();
        if (challenges != null && path != null && path.startsWith(Challenges.PATH)) {
            answer(request, READING.contains(request.method()) ? challenges.answerTo(path) : none());
        } else {
            redirect(request);
        }
    }

    private static Future<Optional<Buffer>> none() {
        return Future.succeededFuture(Optional.empty());
    }

    private static void answer(HttpServerRequest request, Future<Optional<Buffer>> found) {
        found.onComplete(result -> {
            var file = result.succeeded() ? result.result() : Optional.<Buffer>empty();
            if (file.isEmpty()) {
                end(request, 404, "there is no such challenge\n");
            } else {
                request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
                finish(request, file.get());
            }
        });
    }

    private void redirect(HttpServerRequest request) {
        var uri = request.uri();
        var base = base(request);
        if (base == null || !uri.startsWith("/")) {
            end(request, 400, "this server has no such name\n");
        } else {
            request.response().putHeader(HttpHeaders.LOCATION, base + uri);
            end(request, 308, "");
        }
    }

    private @Nullable String base(HttpServerRequest request) {
        if (publicUrl != null) {
            return publicUrl;
        }
        var authority = request.authority();
        if (authority == null) {
            return null;
        }
        var host = authority.host().replaceAll("^\\[(.*)]$", "$1");
        if (!CertificateNames.cover(certificate.get(), host)) {
            return null;
        }
        var written = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return "https://" + written + (port.getAsInt() == HTTPS_PORT ? "" : ":" + port.getAsInt());
    }

    private static void end(HttpServerRequest request, int status, String text) {
        request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        finish(request, Buffer.buffer(text));
    }

    private static void finish(HttpServerRequest request, Buffer body) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Nobody has anything more to say here, and a body that is not read would be in the way.
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (request.method().equals(HttpMethod.HEAD)) {
            Replies.end(response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length())));
        } else {
            Replies.end(response, body);
        }
    }
}
