package dev.parley.gateway.site;

import dev.parley.gateway.http.Replies;
import dev.parley.gateway.http.StaticFiles;
import dev.parley.gateway.http.StaticReply;
import dev.parley.gateway.site.SiteFiles.Found;
import dev.parley.gateway.site.SiteFiles.Kept;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers for one site: whatever is below its path is its own, there or not. */
final class Site {
    private static final String POLICY = "Content-Security-Policy";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final SiteConfig config;
    private final SiteFiles files;
    private final @Nullable SitePath fallback;

    Site(SiteConfig config, SiteFiles files) {
        this.config = config;
        this.files = files;
        this.fallback = config.fallback().isEmpty()
                ? null
                : SitePath.parse(config.fallback()).orElse(null);
    }

    SiteConfig config() {
        return config;
    }

    /** Whether {@code path} is below this site's, step by step: {@code /docs} and {@code /docs/a}, never {@code /docsa}. */
    boolean has(String path) {
        return path.startsWith(config.path()) || isRootWithoutSlash(path);
    }

    private boolean isRootWithoutSlash(String path) {
        return path.length() == config.path().length() - 1 && config.path().startsWith(path);
    }

    /** Sends what was looked at a moment ago; else leaves the request to the next. */
    void sendFresh(RoutingContext context) {
        var file = READING.contains(context.request().method()) && !isRootWithoutSlash(context.normalizedPath())
                ? path(context).flatMap(files::fresh)
                : Optional.<Kept>empty();
        file.ifPresentOrElse(fresh -> send(context, fresh), context::next);
    }

    void answer(RoutingContext context) {
        var path = path(context);
        if (!READING.contains(context.request().method())) {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            context.fail(405);
        } else if (isRootWithoutSlash(context.normalizedPath())) {
            redirect(context);
        } else if (path.isEmpty()) {
            context.fail(404);
        } else {
            context.request().pause();
            find(context, path.get())
                    .onComplete(
                            found -> {
                                Replies.resume(context.request());
                                answer(context, found);
                            },
                            context::fail);
        }
    }

    private Future<Found> find(RoutingContext context, SitePath path) {
        return files.find(path)
                .compose(found -> found.file() != null || found.folder() || fallback == null || !isPage(context, path)
                        ? Future.succeededFuture(found)
                        : files.find(fallback));
    }

    /**
     * Whether a page is asked for, for which the fallback can stand: never for a script or an image that is gone, whose
     * place a page would take in the browser's cache.
     */
    private static boolean isPage(RoutingContext context, SitePath path) {
        var accept = context.request().getHeader(HttpHeaders.ACCEPT);
        boolean hasExtension = !path.names().isEmpty()
                && path.names().get(path.names().size() - 1).contains(".");
        return (accept != null && accept.contains("text/html")) || !hasExtension;
    }

    private void answer(RoutingContext context, Found found) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        if (found.file() != null) {
            send(context, found.file());
        } else if (found.folder()) {
            redirect(context);
        } else {
            context.fail(404);
        }
    }

    private void send(RoutingContext context, Kept file) {
        var headers = context.response().headers();
        headers.remove(POLICY); // that of Parley's own pages
        if (!config.contentSecurityPolicy().isEmpty()) {
            headers.set(POLICY, config.contentSecurityPolicy());
        }
        StaticReply.send(context, file.file(), file.immutable() ? StaticFiles.FOR_EVER : config.cacheControl())
                .onFailure(context::fail);
    }

    /** To the same place with a slash behind it; the path has one slash before it, so that it names no other host. */
    private static void redirect(RoutingContext context) {
        var query = context.request().query();
        context.response()
                .setStatusCode(308)
                .putHeader(HttpHeaders.CACHE_CONTROL, StaticFiles.REVALIDATE)
                .putHeader(HttpHeaders.LOCATION, context.normalizedPath() + "/" + (query == null ? "" : "?" + query));
        Replies.end(context.response());
    }

    private Optional<SitePath> path(RoutingContext context) {
        var asked = context.normalizedPath();
        return asked.length() < config.path().length()
                ? Optional.empty()
                : SitePath.parse(asked.substring(config.path().length()));
    }
}
