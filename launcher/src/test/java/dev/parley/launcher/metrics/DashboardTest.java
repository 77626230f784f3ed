package dev.parley.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.metrics.Instrument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard asks for nothing that is not measured, by no label that it has not, and leaves no instrument out. */
class DashboardTest {
    private static final Path FILE = Path.of("..", "docs", "grafana", "parley.json");
    private static final Pattern METRIC = Pattern.compile("\\b((?:parley|jvm|process|system)_[a-z_]+)\\b");
    private static final Pattern BY = Pattern.compile("\\bby \\(([a-z_, ]+)\\)");
    private static final Pattern MATCHER = Pattern.compile("[{,]([a-z_]+)=~?\"");

    /** A scrape gives these to every series; a histogram's buckets have one more. */
    private static final Set<String> COMMON = Set.of("job", "instance", "le");

    private final JsonObject dashboard = new JsonObject(Files.readString(FILE));

    DashboardTest() throws IOException {}

    @Test
    void everyQueryNamesWhatIsMeasuredAndItsLabels() {
        var process = new ProcessMetrics("a-node", List.of("gateway"));
        var jvm = withPauses(process);
        var parley = exposed();

        assertThat(queries()).isNotEmpty().allSatisfy(query -> {
            var names = find(METRIC, query);
            assertThat(names).isNotEmpty();
            for (var name : names) {
                if (name.startsWith("parley_")) {
                    assertThat(parley).containsKey(name);
                    assertThat(labels(query)).as(query).isSubsetOf(parley.get(name));
                } else {
                    assertThat(jvm).contains("\n" + name);
                }
            }
        });
        process.close();
    }

    @Test
    void everyInstrumentIsShown() {
        var shown = queries()
                .flatMap(query -> find(METRIC, query).stream())
                .map(name -> name.replaceFirst("_(bucket|count|sum)$", ""))
                .collect(Collectors.toSet());

        assertThat(shown)
                .containsAll(Arrays.stream(Instrument.values())
                        .map(Instrument::exposedName)
                        .toList());
    }

    /** The collector's pauses are exposed from the first one on, which the JVM tells of a moment later. */
    private static String withPauses(ProcessMetrics process) {
        System.gc();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        var scrape = process.scrape();
        while (!scrape.contains("jvm_gc_pause_seconds_sum")) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
            scrape = process.scrape();
        }
        return scrape;
    }

    /** Every series' name with its labels. */
    private static Map<String, Set<String>> exposed() {
        return Arrays.stream(Instrument.values())
                .flatMap(instrument -> names(instrument).map(name -> Map.entry(name, labels(instrument))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<String> names(Instrument instrument) {
        var name = instrument.exposedName();
        return switch (instrument.kind()) {
            case COUNTER, GAUGE -> Stream.of(name);
            case LATENCY, SIZES -> Stream.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
        };
    }

    private static Set<String> labels(Instrument instrument) {
        var labels = new TreeSet<>(COMMON);
        labels.addAll(instrument.labels());
        return labels;
    }

    private static Set<String> labels(String query) {
        var labels = find(MATCHER, query);
        find(BY, query).forEach(list -> labels.addAll(Arrays.asList(list.split(", "))));
        return labels;
    }

    private static Set<String> find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> queries() {
        return objects(dashboard.getJsonArray("panels"))
                .flatMap(panel -> objects(panel.getJsonArray("targets", new JsonArray())))
                .map(target -> target.getString("expr"));
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
