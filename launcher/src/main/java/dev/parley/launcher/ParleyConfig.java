package dev.parley.launcher;

import dev.parley.auth.AuthConfig;
import dev.parley.broker.BrokerConfig;
import dev.parley.contacts.ContactsConfig;
import dev.parley.gateway.GatewayConfig;
import dev.parley.launcher.cluster.ClusterConfig;
import dev.parley.launcher.log.AccessLogFormat;
import dev.parley.launcher.log.LogFormat;
import dev.parley.launcher.management.ManagementConfig;
import dev.parley.launcher.tracing.TracingConfig;
import dev.parley.message.MessageConfig;
import dev.parley.notification.NotificationConfig;
import dev.parley.postgres.PostgresConfig;
import dev.parley.presence.PresenceConfig;
import dev.parley.presence.RedisConfig;
import dev.parley.search.SearchConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that Parley can be told, with types and within its bounds. Prints without secrets.
 *
 * @param tracing null if nobody collects spans
 * @param cluster null if this process stays alone
 * @param auth null where that role does not run: nobody else needs the key that signs tokens
 */
public record ParleyConfig(
        NodeConfig node,
        @Nullable ClusterConfig cluster,
        ManagementConfig management,
        LogFormat log,
        AccessLogFormat accessLog,
        @Nullable TracingConfig tracing,
        VertxConfig vertx,
        @Nullable AuthConfig auth,
        ContactsConfig contacts,
        MessageConfig message,
        PresenceConfig presence,
        NotificationConfig notification,
        SearchConfig search,
        GatewayConfig gateway) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final int MAX_PORT = 65_535;

    /** @throws ConfigurationException naming the first key that cannot be used */
    public static ParleyConfig from(Settings settings) {
        try {
            var broker = broker(settings);
            var postgres = postgres(settings);
            var node = NodeConfig.read(settings);
            return new ParleyConfig(
                    node,
                    ClusterSettings.read(settings),
                    management(settings),
                    choice(settings, "log.format", LogFormat.values()),
                    choice(settings, "log.access", AccessLogFormat.values()),
                    tracing(settings),
                    vertx(settings),
                    node.roles().contains(Role.AUTH) ? AuthSettings.read(settings, postgres) : null,
                    new ContactsConfig(postgres),
                    MessageSettings.read(settings, broker),
                    presence(settings),
                    notification(settings, postgres, broker, node.roles().contains(Role.NOTIFICATION)),
                    new SearchConfig(postgres, broker, settings.integer("search.prefetch", 1, 1000)),
                    GatewaySettings.read(settings, broker));
        } catch (IllegalArgumentException e) {
            // A record's own check, beyond the ranges: its message begins with the field.
            throw new ConfigurationException("configuration", String.valueOf(e.getMessage()));
        }
    }

    private static VertxConfig vertx(Settings settings) {
        return new VertxConfig(
                choice(settings, "vertx.transport", VertxConfig.TransportChoice.values()),
                settings.integer("vertx.eventLoops", 0, 1024));
    }

    private static <E extends Enum<E>> E choice(Settings settings, String key, E[] values) {
        var given = settings.text(key);
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        key,
                        Arrays.stream(values)
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ", "'" + given + "' is none of ", ""))));
    }

    private static ManagementConfig management(Settings settings) {
        return new ManagementConfig(
                settings.required("management.host"), settings.integer("management.port", 0, MAX_PORT));
    }

    private static @Nullable TracingConfig tracing(Settings settings) {
        var endpoint = settings.text("tracing.endpoint");
        try {
            return endpoint.isBlank()
                    ? null
                    : new TracingConfig(URI.create(endpoint), settings.integer("tracing.percent", 0, 100));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("tracing.endpoint", endpoint + " is no http address");
        }
    }

    private static BrokerConfig broker(Settings settings) {
        return new BrokerConfig(
                settings.required("broker.host"),
                settings.integer("broker.port", 1, MAX_PORT),
                settings.text("broker.user"),
                settings.text("broker.password"),
                settings.text("broker.virtualHost"),
                settings.integer("broker.partitions", 1, BrokerConfig.MAX_PARTITIONS));
    }

    private static PostgresConfig postgres(Settings settings) {
        return new PostgresConfig(
                settings.required("postgres.host"),
                settings.integer("postgres.port", 1, MAX_PORT),
                settings.required("postgres.database"),
                settings.required("postgres.user"),
                settings.text("postgres.password"),
                settings.integer("postgres.poolSize", 1, 1000));
    }

    private static PresenceConfig presence(Settings settings) {
        var password = settings.text("redis.password");
        var redis = new RedisConfig(
                settings.required("redis.host"),
                settings.integer("redis.port", 1, MAX_PORT),
                password.isEmpty() ? null : password,
                settings.integer("redis.database", 0, 15));
        return new PresenceConfig(
                redis,
                settings.duration("presence.lease", Duration.ofSeconds(11), HOUR),
                settings.duration("presence.grace", Duration.ZERO, HOUR),
                settings.duration("presence.sweep", Duration.ofMillis(10), Duration.ofMinutes(1)));
    }

    /** @param runs whether that role runs here: nobody else needs the key that signs what is pushed, and what mail needs */
    private static NotificationConfig notification(
            Settings settings, PostgresConfig postgres, BrokerConfig broker, boolean runs) {
        return new NotificationConfig(
                postgres,
                broker,
                settings.integer("notification.keepPerUser", 1, 100_000),
                settings.duration("notification.keepFor", HOUR, YEAR.multipliedBy(10)),
                settings.integer("notification.prefetch", 1, 1000),
                runs ? PushSettings.read(settings) : null,
                runs ? MailSettings.read(settings) : null,
                WebhookSettings.read(settings));
    }
}
