package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every key has a row in docs/configuration.md with its default, and no row is about a key that does not exist. */
class ConfigurationDocsTest {
    private static final Path DOCS = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-zA-Z.]+)` \\| (?:`([^`]*)`|–) \\|", Pattern.MULTILINE);

    @Test
    void docsAndReferenceAgree() throws IOException {
        assertThat(documented()).isEqualTo(defaults());
    }

    private static Map<String, String> documented() throws IOException {
        var rows = new TreeMap<String, String>();
        var row = ROW.matcher(Files.readString(DOCS));
        while (row.find()) {
            rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        return rows;
    }

    private static Map<String, String> defaults() {
        var defaults = new TreeMap<String, String>();
        ConfigFactory.parseResources("reference.conf")
                .entrySet()
                .forEach(entry -> defaults.put(
                        entry.getKey(), entry.getValue().unwrapped().toString()));
        return defaults;
    }
}
