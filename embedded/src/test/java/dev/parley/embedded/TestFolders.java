package dev.parley.embedded;

import java.nio.file.Path;

/** Where tests put server programs: unpacked once for a build, not once for each test. */
final class TestFolders {

    static final Path BINARIES = Path.of("target", "embedded-binaries");

    private TestFolders() {}

    static DataFolder open(Path folder) throws EmbeddedStartException {
        return DataFolder.open(folder, BINARIES);
    }

    static EmbeddedServers start(Path folder) throws EmbeddedStartException {
        return EmbeddedServers.start(folder, BINARIES, false, line -> {});
    }
}
