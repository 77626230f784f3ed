package dev.parley.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** The documents of the API, and a page to read them. */
public final class ApiDocs {
    private static final Map<String, String> DOCUMENTS = Map.of(
            "/api/openapi.yaml", "openapi.yaml",
            "/api/asyncapi.yaml", "asyncapi.yaml",
            "/api/docs", "docs.html");

    private static final Map<String, String> PARTS_OF_THE_PAGE = Map.of(
            "/api/docs/docs.js", "docs.js",
            "/api/docs/docs.css", "docs.css");

    private final ClasspathFiles files;

    public ApiDocs(Vertx vertx) {
        this.files = new ClasspathFiles(vertx, "api", Set.of());
    }

    public void mount(Router router, Endpoints endpoints) {
        DOCUMENTS.forEach((path, file) -> {
            endpoints.add(HttpMethod.GET, path);
            endpoints.add(HttpMethod.HEAD, path);
            mount(router, path, file);
        });
        PARTS_OF_THE_PAGE.forEach((path, file) -> mount(router, path, file));
    }

    private void mount(Router router, String path, String file) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> send(context, file));
    }

    private void send(RoutingContext context, String name) {
        files.find(name)
                .onComplete(
                        found -> found.ifPresentOrElse(
                                file -> StaticReply.send(context, file, StaticFiles.REVALIDATE)
                                        .onFailure(context::fail),
                                context::next),
                        context::fail);
    }
}
