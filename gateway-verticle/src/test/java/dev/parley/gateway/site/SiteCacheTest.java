package dev.parley.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.http.ContentCoding;
import dev.parley.gateway.http.StaticFile;
import dev.parley.gateway.site.SiteFiles.Kept;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteCacheTest {
    private static final long MOST = 100_000;

    private final SiteCache cache = new SiteCache(MOST);
    private final Object site = new Object();

    @Test
    void whatIsHeldIsBoundedAndTheLongestUnusedGoesFirst() {
        put("first", 20_000);
        put("second", 20_000);
        put("third", 20_000);
        assertThat(cache.get(site, path("first"))).isNotNull();
        put("fourth", 20_000);
        put("fifth", 20_000);

        assertThat(cache.bytes()).isLessThanOrEqualTo(MOST);
        assertThat(cache.get(site, path("second"))).as("not asked for since").isNull();
        assertThat(cache.get(site, path("first"))).as("asked for since").isNotNull();
        assertThat(cache.get(site, path("fifth"))).isNotNull();
    }

    @Test
    void manySmallOnesCountToo() {
        for (int i = 0; i < 10_000; i++) {
            put("file" + i, 0);
            assertThat(cache.bytes()).isLessThanOrEqualTo(MOST);
        }
    }

    @Test
    void whatIsPutAgainOrTakenOutIsNotCountedTwice() {
        put("one", 20_000);
        long once = cache.bytes();
        put("one", 20_000);
        assertThat(cache.bytes()).isEqualTo(once);
        cache.remove(site, path("one"));
        cache.remove(site, path("one"));
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void sitesDoNotShareFiles() {
        put("one", 10);
        assertThat(cache.get(new Object(), path("one"))).isNull();
    }

    private void put(String name, int bytes) {
        var form = StaticFile.held(Buffer.buffer(new byte[bytes]), ContentCoding.IDENTITY);
        var file = new StaticFile("image/png", Map.of(ContentCoding.IDENTITY, form));
        cache.put(site, path(name), new Kept(file, new Located.File(name, Map.of(), false), 0));
    }

    private static SitePath path(String name) {
        return new SitePath(List.of(name), false);
    }
}
