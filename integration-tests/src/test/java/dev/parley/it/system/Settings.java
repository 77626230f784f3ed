package dev.parley.it.system;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;

/** Configuration that tests start servers with, where it differs from the defaults. */
public final class Settings {
    /**
     * All tests come from one address, many as one user: without this, the limits would stop them. Passwords are hashed
     * cheaply, since thousands of people sign up.
     */
    public static final Map<String, String> GENEROUS = Map.ofEntries(
            entry("gateway.limits.requestsPerSecond", "10000"),
            entry("gateway.limits.requestBurst", "20000"),
            entry("gateway.limits.userRequestsPerSecond", "10000"),
            entry("gateway.limits.userRequestBurst", "20000"),
            entry("gateway.limits.connectionsPerAddress", "20000"),
            entry("gateway.limits.messagesPerSecond", "10000"),
            entry("gateway.limits.messageBurst", "20000"),
            entry("gateway.limits.framesPerSecond", "10000"),
            entry("gateway.limits.frameBurst", "20000"),
            entry("gateway.limits.connectionsPerUser", "50"),
            entry("auth.login.failuresPerAddress", "100000"),
            entry("auth.hashing.memory", "1 MiB"),
            entry("auth.hashing.passes", "1"));

    /** {@link #GENEROUS}, for hours without a new token. */
    public static final Map<String, String> LONG_RUN = generousWith("auth.accessTokenTtl", "2 hours");

    private Settings() {}

    /** {@link #GENEROUS} with more keys, or other values. */
    public static Map<String, String> generousWith(String... keysAndValues) {
        return with(GENEROUS, keysAndValues);
    }

    /** {@link #LONG_RUN} with more keys, or other values. */
    public static Map<String, String> longRunWith(String... keysAndValues) {
        return with(LONG_RUN, keysAndValues);
    }

    private static Map<String, String> with(Map<String, String> base, String... keysAndValues) {
        var settings = new HashMap<>(base);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Map.copyOf(settings);
    }
}
