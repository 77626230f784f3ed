package dev.parley.launcher;

/** A setting that Parley cannot start with. Its message is one line, the key first: meant for the terminal. */
public final class ConfigurationException extends RuntimeException {
    public ConfigurationException(String key, String problem) {
        super(key + ": " + problem);
    }
}
