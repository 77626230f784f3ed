package dev.parley.launcher;

import dev.parley.gateway.TransportConfig;
import dev.parley.gateway.peer.ForwardedHeader;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.KeySource;
import dev.parley.gateway.tls.KeyStoreFile;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.RedirectConfig;
import dev.parley.gateway.tls.TlsConfig;
import dev.parley.gateway.tls.TlsKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys under {@code gateway.tls}, and those about proxies. */
final class TransportSettings {
    private static final String REDIRECT_PORT = "gateway.tls.redirectPort";
    private static final String CHALLENGES = "gateway.tls.challengeDirectory";
    private static final int MAX_PORT = 65_535;

    private TransportSettings() {}

    static TransportConfig read(Settings settings) {
        var publicUrl = settings.text("gateway.publicUrl");
        return new TransportConfig(tls(settings), proxies(settings), publicUrl.isBlank() ? null : publicUrl);
    }

    private static ProxyConfig proxies(Settings settings) {
        var header = switch (settings.text("gateway.forwardedHeader")) {
            case "x-forwarded" -> ForwardedHeader.X_FORWARDED;
            case "forwarded" -> ForwardedHeader.FORWARDED;
            default ->
                throw new ConfigurationException(
                        "gateway.forwardedHeader",
                        "'" + settings.text("gateway.forwardedHeader") + "' is none of x-forwarded, forwarded");
        };
        return new ProxyConfig(settings.list("gateway.trustedProxies"), header, settings.flag("gateway.proxyProtocol"));
    }

    private static @Nullable TlsConfig tls(Settings settings) {
        var keys = keys(settings);
        if (keys == null) {
            for (var needsTls : new String[] {REDIRECT_PORT, CHALLENGES}) {
                if (isGiven(settings, needsTls)) {
                    throw new ConfigurationException(needsTls, "needs " + TlsKeys.CERTIFICATE);
                }
            }
            return null;
        }
        return new TlsConfig(
                keys,
                settings.duration("gateway.tls.reload", Duration.ofMillis(100), Duration.ofDays(1)),
                settings.duration("gateway.tls.hsts", Duration.ZERO, Duration.ofDays(3660)),
                redirect(settings));
    }

    private static @Nullable KeySource keys(Settings settings) {
        boolean pem = isGiven(settings, TlsKeys.CERTIFICATE);
        boolean store = isGiven(settings, TlsKeys.KEY_STORE);
        if (pem && store) {
            throw new ConfigurationException(TlsKeys.KEY_STORE, "is given beside " + TlsKeys.CERTIFICATE);
        }
        if (pem) {
            return new PemFiles(file(settings, TlsKeys.CERTIFICATE), file(settings, TlsKeys.PRIVATE_KEY));
        }
        if (store) {
            return new KeyStoreFile(file(settings, TlsKeys.KEY_STORE), file(settings, TlsKeys.PASSWORD));
        }
        if (isGiven(settings, TlsKeys.PRIVATE_KEY)) {
            throw new ConfigurationException(TlsKeys.PRIVATE_KEY, "needs " + TlsKeys.CERTIFICATE);
        }
        return null;
    }

    private static Path file(Settings settings, String key) {
        return Path.of(settings.file(key));
    }

    private static @Nullable RedirectConfig redirect(Settings settings) {
        if (!isGiven(settings, REDIRECT_PORT)) {
            if (isGiven(settings, CHALLENGES)) {
                throw new ConfigurationException(CHALLENGES, "needs " + REDIRECT_PORT);
            }
            return null;
        }
        return new RedirectConfig(settings.integer(REDIRECT_PORT, 0, MAX_PORT), challenges(settings));
    }

    private static @Nullable Path challenges(Settings settings) {
        if (!isGiven(settings, CHALLENGES)) {
            return null;
        }
        var folder = Path.of(settings.text(CHALLENGES));
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(CHALLENGES, folder + " is no folder");
        }
        return folder;
    }

    private static boolean isGiven(Settings settings, String key) {
        return !settings.text(key).isBlank();
    }
}
