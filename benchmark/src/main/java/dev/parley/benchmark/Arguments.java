package dev.parley.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A benchmark's command line: {@code --name value} pairs, of which only {@code --url} has no default. */
final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param defaults name, without dashes, to value, of every option beside {@code url}
     * @throws IllegalArgumentException for an option that is not among them, and without a {@code --url}
     */
    static Arguments parse(Map<String, String> defaults, String... arguments) {
        var values = new HashMap<>(defaults);
        for (int i = 0; i < arguments.length; i += 2) {
            var name = arguments[i].replaceFirst("^--", "");
            if (!name.equals("url") && !defaults.containsKey(name)) {
                throw new IllegalArgumentException(arguments[i] + ": no such option");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + ": a value is missing");
            }
            values.put(name, arguments[i + 1]);
        }
        if (!values.containsKey("url")) {
            throw new IllegalArgumentException("--url: where is the server?");
        }
        return new Arguments(values);
    }

    URI url() {
        return URI.create(values.getOrDefault("url", ""));
    }

    int integer(String name, int min) {
        return integer(name, values.getOrDefault(name, ""), min);
    }

    boolean yes(String name) {
        var value = values.getOrDefault(name, "");
        if (!value.equals("yes") && !value.equals("no")) {
            throw new IllegalArgumentException("--" + name + ": " + value + " is neither yes nor no");
        }
        return value.equals("yes");
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(integer(name, 0));
    }

    List<Integer> integers(String name, int min) {
        return Arrays.stream(values.getOrDefault(name, "").split(","))
                .map(value -> integer(name, value, min))
                .toList();
    }

    private static int integer(String name, String value, int min) {
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= min) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException("--" + name + ": " + value + " is not a number from " + min + " up");
    }
}
