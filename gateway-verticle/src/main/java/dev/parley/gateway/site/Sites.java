package dev.parley.gateway.site;

import dev.parley.gateway.http.OwnPaths;
import dev.parley.gateway.peer.Peer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own sites. Those with a host come before everything of Parley's, but for its health; those without come
 * behind it and before the web client. Of several the longest path counts.
 *
 * <p>Owned by the context that made it.
 */
public final class Sites {
    private final List<Site> withHost;
    private final List<Site> withoutHost;

    public Sites(Vertx vertx, List<SiteConfig> configs) {
        var disk = configs.isEmpty() ? null : new Disk(vertx);
        var cache = new SiteCache();
        var sites = disk == null
                ? List.<Site>of()
                : configs.stream()
                        .sorted(Comparator.comparing(
                                (SiteConfig config) -> config.path().length(), Comparator.reverseOrder()))
                        .map(config -> new Site(config, new SiteFiles(config, disk, cache, System::nanoTime)))
                        .toList();
        this.withHost =
                sites.stream().filter(site -> !site.config().host().isEmpty()).toList();
        this.withoutHost =
                sites.stream().filter(site -> site.config().host().isEmpty()).toList();
    }

    /** Whether one of them takes the web client's place. */
    public boolean replaceTheWebClient() {
        return withoutHost.stream().anyMatch(site -> site.config().isTheWholeServer());
    }

    /** Answers with what is held already; to be mounted before the address limit. */
    public void mountHeld(Router router) {
        mount(router, withHost, Site::sendFresh);
        mount(router, withoutHost, Site::sendFresh);
    }

    /** Those with a host; to be mounted behind the address limit, before everything else. */
    public void mountWithHost(Router router) {
        mount(router, withHost, Site::answer);
    }

    /** Those without; to be mounted behind everything of Parley's but the web client. */
    public void mountWithoutHost(Router router) {
        mount(router, withoutHost, Site::answer);
    }

    private static void mount(Router router, List<Site> sites, BiConsumer<Site, RoutingContext> answer) {
        if (!sites.isEmpty()) {
            router.route().handler(context -> {
                var site = find(sites, context);
                if (site == null) {
                    context.next();
                } else {
                    answer.accept(site, context);
                }
            });
        }
    }

    private static @Nullable Site find(List<Site> sites, RoutingContext context) {
        var path = context.normalizedPath();
        var authority = Peer.of(context).authority();
        var host = authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
        for (var site : sites) {
            var its = site.config().host();
            if (site.has(path) && (its.isEmpty() ? !isParleys(path) : its.equals(host))) {
                return site;
            }
        }
        return null;
    }

    private static boolean isParleys(String path) {
        int end = path.indexOf('/', 1);
        return OwnPaths.SERVER.contains(path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end));
    }
}
