package dev.parley.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a JVM takes, by its process id. */
public final class ProcessMemory {
    private static final Pattern USED = Pattern.compile("(?:generation|heap) .*used (\\d+)K");

    private final long pid;

    public ProcessMemory(long pid) {
        this.pid = pid;
    }

    /** What is in use after a full collection, in KiB. */
    public long heapKb() {
        var unused = jcmd("GC.run");
        return USED.matcher(jcmd("GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
    }

    /** Resident, in KiB. */
    public long residentKb() {
        return status("VmRSS:");
    }

    /** The most that was ever resident, in KiB. */
    public long mostResidentKb() {
        return status("VmHWM:");
    }

    private long status(String name) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String jcmd(String command) {
        try {
            var asked = new ProcessBuilder("jcmd", Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
