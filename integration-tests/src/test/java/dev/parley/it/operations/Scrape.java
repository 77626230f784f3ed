package dev.parley.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What {@code GET /metrics} answered at one moment. */
public record Scrape(String text) {
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) \\S+$", Pattern.MULTILINE);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param data the data folder of an embedded Parley */
    public static Scrape of(Path data) {
        try (var lines = Files.lines(data.resolve("run").resolve("management.url"))) {
            return of(URI.create(lines.findFirst().orElseThrow()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @param management where the process is operated */
    public static Scrape of(URI management) {
        try {
            var request = HttpRequest.newBuilder(management.resolve("/metrics"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
            return new Scrape(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Of everything exposed. */
    public Set<String> names() {
        var names = new TreeSet<String>();
        TYPE.matcher(text).results().forEach(type -> names.add(type.group(1)));
        return names;
    }

    public boolean has(String name) {
        return names().contains(name);
    }

    /**
     * The sum of all series of {@code name}.
     *
     * @param labels a part of the label list, as {@code door="websocket"}; empty for all
     */
    public double sum(String name, String labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
