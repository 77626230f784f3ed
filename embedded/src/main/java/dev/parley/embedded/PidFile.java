package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A child process on record: {@code <pid> <start time in ms since 1970>}. The start time tells the child from a stranger that was given
 * the same pid later.
 */
record PidFile(long pid, Instant startedAt) {

    /** Linux counts start times from the boot, whose own time is only known to the second. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private static final Pattern FORMAT = Pattern.compile("(\\d{1,10}) (\\d{1,15})\\s*");

    static void write(Path file, ProcessHandle process) throws IOException {
        Instant startedAt = process.info().startInstant().orElse(Instant.now());
        OwnerOnly.write(file, process.pid() + " " + startedAt.toEpochMilli() + "\n");
    }

    /** Empty when there is no such file, or when it was not written by {@link #write}. */
    static Optional<PidFile> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Matcher content = FORMAT.matcher(Files.readString(file));
        if (!content.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new PidFile(Long.parseLong(content.group(1)), Instant.ofEpochMilli(Long.parseLong(content.group(2)))));
    }

    /** The process on record, if it is still alive and not another one with its pid. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().startInstant().map(this::isStart).orElse(false));
    }

    private boolean isStart(Instant start) {
        return Duration.between(startedAt, start).abs().compareTo(CLOCK_TOLERANCE) <= 0;
    }
}
