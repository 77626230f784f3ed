package dev.parley.launcher;

import dev.parley.broker.BrokerConfig;
import dev.parley.gateway.GatewayConfig;
import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.realtime.RealtimeLimits;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** The keys under {@code gateway}. */
final class GatewaySettings {
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_PORT = 65_535;
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private GatewaySettings() {}

    static GatewayConfig read(Settings settings, BrokerConfig broker) {
        return new GatewayConfig(
                UUID.randomUUID().toString(), // another one for every start: nobody may take it for the one before
                settings.required("gateway.host"),
                settings.integer("gateway.port", 0, MAX_PORT),
                settings.list("gateway.allowedOrigins"),
                Set.copyOf(settings.list("gateway.expectedRoles")),
                AuthSettings.accessTokenTtl(settings),
                settings.duration("gateway.drain", Duration.ZERO, MINUTE.multipliedBy(5)),
                TransportSettings.read(settings),
                ContentSettings.read(settings),
                LimitSettings.read(settings),
                new HttpLimits(
                        settings.bytes("gateway.limits.body", KIB, 64 * MIB),
                        settings.integer("gateway.limits.requestsPerSecond", 1, MAX_RATE),
                        settings.integer("gateway.limits.requestBurst", 1, MAX_RATE)),
                realtime(settings),
                UpstreamSettings.read(settings),
                broker);
    }

    private static RealtimeLimits realtime(Settings settings) {
        return new RealtimeLimits(
                settings.bytes("gateway.limits.frame", KIB, MIB),
                settings.duration("gateway.authDeadline", Duration.ofMillis(100), MINUTE),
                settings.duration("gateway.heartbeat", Duration.ofSeconds(1), MINUTE.multipliedBy(10)),
                settings.duration("gateway.expiryWarning", Duration.ZERO, MINUTE.multipliedBy(60)),
                settings.integer("gateway.limits.connectionsPerUser", 1, MAX_RATE),
                settings.integer("gateway.limits.messagesPerSecond", 1, MAX_RATE),
                settings.integer("gateway.limits.messageBurst", 1, MAX_RATE),
                settings.integer("gateway.limits.framesPerSecond", 1, MAX_RATE),
                settings.integer("gateway.limits.frameBurst", 1, MAX_RATE),
                settings.integer("gateway.limits.operationsInFlight", 1, MAX_RATE),
                settings.bytes("gateway.limits.unsentOutput", KIB, 64 * MIB),
                settings.integer("gateway.limits.connections", 1, MAX_RATE),
                settings.integer("gateway.limits.connectionsPerAddress", 1, MAX_RATE));
    }
}
