package dev.parley.launcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration before it has types: {@code reference.conf} (every key with its default), over it a file, over that
 * the environment, over that {@code --set}. Every getter refuses what is out of range by the key's name.
 */
public final class Settings {
    private final Config config;

    private Settings(Config config) {
        this.config = config;
    }

    /**
     * @param file HOCON, JSON or properties, or null
     * @param environment {@code PARLEY_GATEWAY_PORT} sets {@code gateway.port}
     * @param overrides by key
     * @throws ConfigurationException for a key that does not exist or a file that cannot be read
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
        var reference = ConfigFactory.parseResources(Settings.class.getClassLoader(), "reference.conf");
        var known = keys(reference);
        var layered = layer("--set", overrides, known)
                .withFallback(layer("environment", fromEnvironment(environment, known), known))
                .withFallback(fromFile(file, known))
                .withFallback(reference);
        return new Settings(layered.resolve());
    }

    /** Every key there is. */
    static Set<String> keys(Config config) {
        var keys = new TreeSet<String>();
        config.entrySet().forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    /** {@code gateway.limits.requestsPerSecond} is {@code PARLEY_GATEWAY_LIMITS_REQUESTS_PER_SECOND}. */
    static String environmentName(String key) {
        return "PARLEY_"
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> fromEnvironment(Map<String, String> environment, Set<String> known) {
        var set = new HashMap<String, String>();
        known.forEach(key -> {
            var value = environment.get(environmentName(key));
            if (value != null) {
                set.put(key, value);
            }
        });
        return set;
    }

    private static Config layer(String origin, Map<String, String> values, Set<String> known) {
        var config = ConfigFactory.empty(origin);
        for (var entry : values.entrySet()) {
            refuseUnknown(entry.getKey(), known);
            config = config.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(entry.getValue(), origin));
        }
        return config;
    }

    private static Config fromFile(@Nullable Path file, Set<String> known) {
        if (file == null) {
            return ConfigFactory.empty();
        }
        if (!Files.isReadable(file)) {
            throw new ConfigurationException("--config", file + " cannot be read");
        }
        try {
            var config = ConfigFactory.parseFile(file.toFile()).resolve();
            keys(config).forEach(key -> refuseUnknown(key, known));
            return config;
        } catch (ConfigException e) {
            throw new ConfigurationException("--config", String.valueOf(e.getMessage()));
        }
    }

    private static void refuseUnknown(String key, Set<String> known) {
        if (!known.contains(key)) {
            throw new ConfigurationException(key, "no such key; docs/configuration.md lists them all");
        }
    }

    public String text(String key) {
        return get(key, () -> config.getString(key));
    }

    /** A text that must have been given: secrets and addresses have no default. */
    public String required(String key) {
        var value = text(key);
        if (value.isBlank()) {
            throw new ConfigurationException(key, "must be set (" + environmentName(key) + " or --config)");
        }
        return value;
    }

    /** The path of a file that can be read. */
    public String file(String key) {
        var path = required(key);
        if (!Files.isReadable(Path.of(path))) {
            throw new ConfigurationException(key, path + " cannot be read");
        }
        return path;
    }

    /** A comma-separated text as a list, without empty parts. */
    public List<String> list(String key) {
        return List.of(text(key).split(",")).stream()
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    public boolean flag(String key) {
        return get(key, () -> config.getBoolean(key));
    }

    public int integer(String key, int min, int max) {
        return (int) number(key, min, max);
    }

    public long number(String key, long min, long max) {
        long value = get(key, () -> config.getLong(key));
        if (value < min || value > max) {
            throw new ConfigurationException(key, value + " is outside " + min + "–" + max);
        }
        return value;
    }

    /** A size in bytes, written as {@code 64 KiB}. */
    public int bytes(String key, int min, int max) {
        long value = get(key, () -> config.getBytes(key));
        if (value < min || value > max) {
            throw new ConfigurationException(key, value + " bytes is outside " + min + "–" + max + " bytes");
        }
        return (int) value;
    }

    /** A time span, written as {@code 10 s}. */
    public Duration duration(String key, Duration min, Duration max) {
        var value = get(key, () -> config.getDuration(key));
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new ConfigurationException(key, value + " is outside " + min + "–" + max);
        }
        return value;
    }

    private static <T> T get(String key, Supplier<T> read) {
        try {
            return read.get();
        } catch (ConfigException.WrongType | ConfigException.BadValue e) {
            throw new ConfigurationException(key, "not understood: " + problem(e));
        }
    }

    /** Typesafe's message without its origin, which would print the value twice. */
    private static String problem(ConfigException e) {
        var message = String.valueOf(e.getMessage());
        return message.substring(message.indexOf(": ") + 2);
    }
}
