package dev.parley.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts values in place of <code>${NAME}</code>, <code>${NAME:-default}</code> and <code>${NAME:?why}</code>. */
record ComposeVariables(Map<String, String> values) {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\$|\\{(\\w+)(?::([-?])([^}]*))?})");

    /** @param file of lines {@code NAME=value} */
    static ComposeVariables read(Path file) throws IOException {
        var values = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var parts = line.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return new ComposeVariables(values);
    }

    Map<String, String> in(Map<String, String> environment) {
        var filled = new LinkedHashMap<String, String>();
        environment.forEach((name, value) -> filled.put(name, in(value)));
        return filled;
    }

    String in(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found)));
    }

    private String value(@Nullable String name, MatchResult found) {
        if (name == null) {
            return "$";
        }
        var value = values.getOrDefault(name, "");
        if (!value.isEmpty() || found.group(2) == null) {
            return value;
        }
        if (found.group(2).equals("?")) {
            throw new AssertionError(name + " is not set: " + found.group(3));
        }
        return found.group(3);
    }
}
