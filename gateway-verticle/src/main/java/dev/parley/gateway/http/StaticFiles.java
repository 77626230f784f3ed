package dev.parley.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Serves a folder of the classpath below a path. Files read before are sent at once; reading one the first time, or
 * finding that there is none, happens behind the address limit.
 */
public final class StaticFiles {
    /** Ask each time, transfer only what changed. */
    public static final String REVALIDATE = "no-cache";

    /** The version, or a hash of the content, is part of the path. */
    public static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String INDEX = "index.html";

    private final String path;
    private final String cacheControl;
    private final ClasspathFiles files;

    /**
     * @param path where, as {@code /sdk/}; a request for just this is one for its {@code index.html}
     * @param root the folder of the classpath, as {@code sdk}
     * @param hidden files below it that are not for the public
     */
    public StaticFiles(Vertx vertx, String path, String root, String cacheControl, Set<String> hidden) {
        this.path = path;
        this.cacheControl = cacheControl;
        this.files = new ClasspathFiles(vertx, root, hidden);
    }

    /** Answers with what is held already; to be mounted before the address limit. */
    public void mountHeld(Router router) {
        route(router)
                .handler(context ->
                        files.held(nameOf(context)).ifPresentOrElse(file -> send(context, file), context::next));
    }

    /** Answers with what must be read first; to be mounted behind the address limit. */
    public void mount(Router router) {
        route(router).handler(context -> {
            context.request().pause();
            files.find(nameOf(context))
                    .onComplete(
                            found -> {
                                Replies.resume(context.request());
                                found.ifPresentOrElse(file -> send(context, file), context::next);
                            },
                            context::fail);
        });
    }

    private void send(RoutingContext context, StaticFile file) {
        StaticReply.send(context, file, cacheControl).onFailure(context::fail);
    }

    private Route route(Router router) {
        return router.route(path + "*").method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private String nameOf(RoutingContext context) {
        var asked = context.normalizedPath();
        return asked.length() <= path.length() ? INDEX : asked.substring(path.length());
    }
}
