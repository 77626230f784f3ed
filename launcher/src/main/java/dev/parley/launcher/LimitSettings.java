package dev.parley.launcher;

import dev.parley.gateway.limit.AddressLists;
import dev.parley.gateway.limit.Caps;
import dev.parley.gateway.limit.Deadlines;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.limit.HeadSizes;
import dev.parley.gateway.limit.Rate;
import java.time.Duration;

/** The keys under {@code gateway} that limit what comes before any protocol is spoken. */
final class LimitSettings {
    private static final int KIB = 1024;
    private static final int GIB = KIB * KIB * KIB;

    private LimitSettings() {}

    static GatewayLimits read(Settings settings) {
        return new GatewayLimits(
                new AddressLists(settings.list("gateway.allow"), settings.list("gateway.deny")),
                new HeadSizes(
                        settings.bytes("gateway.limits.url", HeadSizes.LEAST, HeadSizes.MOST),
                        settings.bytes("gateway.limits.headers", HeadSizes.LEAST, HeadSizes.MOST)),
                new Deadlines(
                        deadline(settings, "gateway.limits.headerDeadline"),
                        deadline(settings, "gateway.limits.keepAlive"),
                        deadline(settings, "gateway.limits.bodyDeadline"),
                        deadline(settings, "gateway.limits.answerDeadline")),
                new Caps(
                        settings.integer("gateway.limits.httpConnections", 1, Caps.MOST),
                        settings.integer("gateway.limits.requestsInFlight", 1, Caps.MOST),
                        settings.bytes("gateway.limits.bodiesInFlight", KIB, GIB)),
                new Rate(
                        settings.integer("gateway.limits.userRequestsPerSecond", 1, Rate.MOST),
                        settings.integer("gateway.limits.userRequestBurst", 1, Rate.MOST)));
    }

    private static Duration deadline(Settings settings, String key) {
        return settings.duration(key, Deadlines.SHORTEST, Deadlines.LONGEST);
    }
}
