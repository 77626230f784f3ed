package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The web client's page, as far as the server has to know it. */
public final class WebClientPage {
    private static final String PATH = "web/index.html";

    private WebClientPage() {}

    /** CSP sources of the page's inline scripts (its import map); none if no web client is packaged. */
    public static Future<List<String>> scriptHashes(Vertx vertx) {
        return vertx.executeBlocking(
                () -> {
                    try (var page = WebClientPage.class.getClassLoader().getResourceAsStream(PATH)) {
                        return page == null
                                ? List.<String>of()
                                : InlineScripts.hashesIn(new String(page.readAllBytes(), StandardCharsets.UTF_8));
                    }
                },
                false);
    }
}
