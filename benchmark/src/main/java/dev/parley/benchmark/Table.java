package dev.parley.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Rows of latencies: a name, then percentiles and the maximum in milliseconds. */
final class Table {
    private final double[] percentiles;
    private final StringBuilder text = new StringBuilder();

    Table(double... percentiles) {
        this.percentiles = percentiles.clone();
        var names = new ArrayList<String>();
        for (var percentile : percentiles) {
            names.add("p" + (percentile % 1 == 0 ? "%.0f" : "%s").formatted(percentile));
        }
        names.add("max");
        line("", names);
    }

    Table row(String name, Histogram micros) {
        var cells = new ArrayList<String>();
        for (var percentile : percentiles) {
            cells.add(millis(micros.getValueAtPercentile(percentile)));
        }
        cells.add(millis(micros.getMaxValue()));
        line(name, cells);
        return this;
    }

    private void line(String name, List<String> cells) {
        text.append("%-28s".formatted(name));
        cells.forEach(cell -> text.append(" %9s".formatted(cell)));
        text.append(System.lineSeparator());
    }

    static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f", micros / 1_000.0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
