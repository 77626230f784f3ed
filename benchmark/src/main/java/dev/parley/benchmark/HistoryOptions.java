package dev.parley.benchmark;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What {@link HistoryBenchmark} measures.
 *
 * @param sizes of the store, messages in all, at which pages are read; rising
 * @param pages read one after another of each kind
 * @param readers that read at the same time after that
 */
record HistoryOptions(URI url, List<Integer> sizes, int pages, int readers) {
    private static final Map<String, String> DEFAULTS =
            Map.of("sizes", "1000,10000,100000", "pages", "200", "readers", "4");

    HistoryOptions {
        sizes = sizes.stream().sorted().toList();
    }

    static HistoryOptions parse(String... arguments) {
        var given = Arguments.parse(DEFAULTS, arguments);
        return new HistoryOptions(
                given.url(),
                given.integers("sizes", HistoryBenchmark.SMALL + HistoryBenchmark.PAGE),
                given.integer("pages", 1),
                given.integer("readers", 1));
    }

    int largest() {
        return sizes.get(sizes.size() - 1);
    }
}
