package dev.parley.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Data folders for servers, empty at the start of every test run. */
public final class Folders {
    private Folders() {}

    /** An empty folder {@code target/it-data/<name>}; what an earlier run left in it is gone. */
    public static Path fresh(String name) {
        var folder = Repository.target().resolve("it-data").resolve(name);
        ParleyProcess.endOrphans(folder);
        delete(folder);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}
