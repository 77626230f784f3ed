package dev.parley.launcher;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration before it has types: {@code reference.conf} (every key with its default), over it a file, over that
 * the environment, over that {@code --set}. Every getter refuses what is out of range by the key's name.
 */
public final class Settings {
    private final Config config;

    /** Of the keys as people know them: what is before those of this part. */
    private final String prefix;

    private Settings(Config config, String prefix) {
        this.config = config;
        this.prefix = prefix;
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
        return new Settings(layered.resolve(), "");
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
            throw refused(
                    key, prefix.isEmpty() ? "must be set (" + environmentName(key) + " or --config)" : "must be set");
        }
        return value;
    }

    /** The path of a file that can be read. */
    public String file(String key) {
        var path = required(key);
        if (!Files.isReadable(Path.of(path))) {
            throw refused(key, path + " cannot be read");
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

    /**
     * A list of objects: {@code gateway.upstreams = [{ path = "/reports", … }]}. What an object does not say is as in
     * {@code defaults}, whose keys are all that it may have.
     *
     * @param defaults the key of an object: {@code gateway.upstream}
     * @return each asked by the keys of {@code defaults}; what they refuse is named {@code gateway.upstreams[0].path}
     */
    public List<Settings> objects(String key, String defaults) {
        var each = config.getConfig(defaults);
        var known = keys(each);
        // The environment and the command line have but text.
        var given = get(
                key,
                () -> config.getValue(key).valueType() == ConfigValueType.STRING
                        ? ConfigFactory.parseString("list = " + config.getString(key))
                                .getConfigList("list")
                        : config.getConfigList(key));
        return IntStream.range(0, given.size())
                .mapToObj(index -> {
                    var name = prefix + key + "[" + index + "].";
                    keys(given.get(index)).forEach(field -> {
                        if (!known.contains(field)) {
                            throw new ConfigurationException(
                                    name + field, "no such key; docs/configuration.md lists them all");
                        }
                    });
                    return new Settings(given.get(index).withFallback(each), name);
                })
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
            throw refused(key, value + " is outside " + min + "–" + max);
        }
        return value;
    }

    /** A size in bytes, written as {@code 64 KiB}. */
    public int bytes(String key, int min, int max) {
        long value = get(key, () -> config.getBytes(key));
        if (value < min || value > max) {
            throw refused(key, value + " bytes is outside " + min + "–" + max + " bytes");
        }
        return (int) value;
    }

    /** A time span, written as {@code 10 s}. */
    public Duration duration(String key, Duration min, Duration max) {
        var value = get(key, () -> config.getDuration(key));
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw refused(key, value + " is outside " + min + "–" + max);
        }
        return value;
    }

    private <T> T get(String key, Supplier<T> read) {
        try {
            return read.get();
        } catch (ConfigException.WrongType | ConfigException.BadValue | ConfigException.Parse e) {
            throw refused(key, "not understood: " + problem(e));
        }
    }

    /** @param key of this part */
    ConfigurationException refused(String key, String problem) {
        return new ConfigurationException(prefix + key, problem);
    }

    /** Typesafe's message without its origin, which would print the value twice. */
    private static String problem(ConfigException e) {
        var message = String.valueOf(e.getMessage());
        return message.substring(message.indexOf(": ") + 2);
    }
}
