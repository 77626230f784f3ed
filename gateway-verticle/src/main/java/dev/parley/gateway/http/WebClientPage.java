package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web client's page, as far as the server has to know it.
 *
 * @param scriptHashes CSP sources of its inline scripts (its import map)
 * @param contentHash of all that it loads from here, which is below {@code /assets/<contentHash>/}; null if it says none
 */
public record WebClientPage(
        List<String> scriptHashes, @Nullable String contentHash) {
    private static final String PATH = "web/index.html";

    /** As the build writes it into the page. */
    private static final Pattern HASH = Pattern.compile("\"/assets/([0-9a-f]{32})/");

    public WebClientPage {
        scriptHashes = List.copyOf(scriptHashes);
    }

    /** The page that is packaged; one without anything if there is none. */
    public static Future<WebClientPage> read(Vertx vertx) {
        return vertx.executeBlocking(
                () -> {
                    try (var page = WebClientPage.class.getClassLoader().getResourceAsStream(PATH)) {
                        return page == null
                                ? new WebClientPage(List.of(), null)
                                : of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
                    }
                },
                false);
    }

    static WebClientPage of(String html) {
        var hash = HASH.matcher(html);
        return new WebClientPage(InlineScripts.hashesIn(html), hash.find() ? hash.group(1) : null);
    }
}
