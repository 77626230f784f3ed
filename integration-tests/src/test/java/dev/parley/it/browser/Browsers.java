package dev.parley.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.parley.it.client.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A headless Chromium of this machine, driven by Playwright, which downloads none of its own. */
final class Browsers implements AutoCloseable {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    static {
        // Two browsers and the server share the machine: what takes a moment elsewhere may take seconds here.
        PlaywrightAssertions.setDefaultAssertionTimeout(Await.PATIENCE.toMillis());
    }

    private final Playwright playwright;
    private final Browser chromium;

    Browsers() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        // root, as in containers, has no Chromium sandbox; the pages are our own
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    private static Path executable() {
        var configured = System.getenv("PARLEY_CHROMIUM");
        return Stream.concat(Stream.ofNullable(configured), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("Chromium is needed: install it (on Debian or Ubuntu: sudo apt-get"
                                + " install chromium), or set PARLEY_CHROMIUM to its path"));
    }

    Browser chromium() {
        return chromium;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
