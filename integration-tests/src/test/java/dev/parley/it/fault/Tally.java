package dev.parley.it.fault;

import dev.parley.it.measure.Answers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What was asked in one phase of an outage, by how it was answered. Thread-safe. */
final class Tally {
    private final Answers sends = new Answers();
    private final Answers changes = new Answers();
    private final Map<Probe, Answers> probes = new EnumMap<>(Probe.class);

    Tally() {
        for (var probe : Probe.values()) {
            probes.put(probe, new Answers());
        }
    }

    Answers sends() {
        return sends;
    }

    /** Edits and deletions. */
    Answers changes() {
        return changes;
    }

    Answers of(Probe probe) {
        return Objects.requireNonNull(probes.get(probe));
    }

    int open() {
        return sends.open()
                + changes.open()
                + probes.values().stream().mapToInt(Answers::open).sum();
    }

    @Override
    public String toString() {
        return "sends " + sends + "; changes " + changes + "; " + probes;
    }
}
