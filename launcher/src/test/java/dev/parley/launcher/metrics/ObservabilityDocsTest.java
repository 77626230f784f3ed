package dev.parley.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/observability.md, the instruments and what is exposed say the same. */
class ObservabilityDocsTest {
    private static final Path DOCS = Path.of("..", "docs", "observability.md");

    /** Name, type, labels. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(parley_[a-z_]+)` \\| (counter|gauge|histogram) \\| ([^|]*?) \\| [^|]+ \\|", Pattern.MULTILINE);

    private static final Pattern TYPE =
            Pattern.compile("^# TYPE (parley_\\S+) (counter|gauge|histogram)$", Pattern.MULTILINE);

    @Test
    void everyInstrumentHasARowAndEveryRowAnInstrument() throws IOException {
        var rows = new TreeMap<String, String>();
        var row = ROW.matcher(Files.readString(DOCS));
        while (row.find()) {
            rows.put(row.group(1), row.group(2) + " " + row.group(3));
        }

        assertThat(rows)
                .isEqualTo(instruments(instrument -> type(instrument) + " "
                        + (instrument.labels().isEmpty()
                                ? "–"
                                : "`" + String.join("`, `", instrument.labels()) + "`")));
    }

    @Test
    void everyInstrumentIsExposedUnderItsNameAndType() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new Metrics(registry);
        Arrays.stream(Instrument.values()).forEach(instrument -> use(metrics, instrument));

        var exposed = new TreeMap<String, String>();
        var type = TYPE.matcher(registry.scrape());
        while (type.find()) {
            exposed.put(type.group(1), type.group(2));
        }

        // Micrometer adds a gauge of the recent maximum to each histogram.
        assertThat(exposed).containsAllEntriesOf(instruments(ObservabilityDocsTest::type));
        assertThat(exposed.keySet().stream().filter(name -> !name.endsWith("_max")))
                .hasSize(Instrument.values().length);
    }

    private static void use(Metrics metrics, Instrument instrument) {
        var values =
                Stream.generate(() -> "x").limit(instrument.labels().size()).toArray(String[]::new);
        switch (instrument.kind()) {
            case COUNTER -> metrics.counter(instrument, values).increment();
            case GAUGE -> metrics.level(instrument, values).add(1);
            case LATENCY -> metrics.latency(instrument, values).record(Duration.ofMillis(1));
            case SIZES -> metrics.sizes(instrument, values).record(1);
        }
    }

    private static Map<String, String> instruments(Function<Instrument, String> value) {
        var all = new TreeMap<String, String>();
        Arrays.stream(Instrument.values())
                .forEach(instrument -> all.put(instrument.exposedName(), value.apply(instrument)));
        return all;
    }

    private static String type(Instrument instrument) {
        return switch (instrument.kind()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case LATENCY, SIZES -> "histogram";
        };
    }
}
