package dev.parley.launcher;

import dev.parley.gateway.upstream.Access;
import dev.parley.gateway.upstream.HealthCheck;
import dev.parley.gateway.upstream.IdentitySecret;
import dev.parley.gateway.upstream.ServerAddress;
import dev.parley.gateway.upstream.UpstreamConfig;
import dev.parley.gateway.upstream.UpstreamLimits;
import dev.parley.gateway.upstream.UpstreamRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of {@code gateway.upstreams}. */
final class UpstreamSettings {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TENTH = Duration.ofMillis(100);

    private UpstreamSettings() {}

    static List<UpstreamConfig> read(Settings settings) {
        return settings.objects("gateway.upstreams", "gateway.upstream").stream()
                .map(UpstreamSettings::readOne)
                .toList();
    }

    private static UpstreamConfig readOne(Settings one) {
        try {
            return new UpstreamConfig(
                    one.required("name"),
                    new UpstreamRoute(one.text("host"), one.text("path"), one.flag("stripPath")),
                    one.flag("keepHost"),
                    one.list("addresses").stream().map(ServerAddress::parse).toList(),
                    caFile(one),
                    access(one),
                    secret(one),
                    new UpstreamLimits(
                            one.duration("connectTimeout", TENTH, MINUTE),
                            one.duration("timeout", TENTH, MINUTE.multipliedBy(60)),
                            one.integer("retries", 0, 10),
                            one.integer("requests", 1, 100_000),
                            one.bytes("body", 0, Integer.MAX_VALUE)),
                    new HealthCheck(
                            one.text("health.path"),
                            one.duration("health.interval", TENTH, MINUTE.multipliedBy(10)),
                            one.duration("health.timeout", TENTH, MINUTE),
                            one.integer("health.unhealthyAfter", 1, 100),
                            one.integer("health.healthyAfter", 1, 100)));
        } catch (ConfigurationException known) {
            throw known;
        } catch (IllegalArgumentException e) {
            // A record's own check: its message begins with the field.
            var said = String.valueOf(e.getMessage()).split(": ", 2);
            throw one.refused(said[0], said[said.length - 1]);
        }
    }

    private static Access access(Settings one) {
        var given = one.text("access");
        return switch (given) {
            case "public" -> Access.PUBLIC;
            case "user" -> Access.USER;
            case "own" -> Access.OWN;
            default -> throw one.refused("access", "'" + given + "' is none of public, user, own");
        };
    }

    private static @Nullable IdentitySecret secret(Settings one) {
        if (one.text("secretFile").isBlank()) {
            return null;
        }
        try {
            return new IdentitySecret(Files.readAllBytes(Path.of(one.file("secretFile"))));
        } catch (IOException e) {
            throw one.refused("secretFile", "cannot be read");
        }
    }

    private static @Nullable Path caFile(Settings one) {
        if (one.text("caFile").isBlank()) {
            return null;
        }
        var file = Path.of(one.file("caFile"));
        try (var pem = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .isEmpty()) {
                throw one.refused("caFile", file + " has no certificate");
            }
        } catch (IOException | CertificateException e) {
            throw one.refused("caFile", file + " cannot be read as PEM certificates");
        }
        return file;
    }
}
