package dev.parley.it.system;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this repository's files are, whichever folder the tests are started in. */
public final class Repository {
    private Repository() {}

    public static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("shared-model/pom.xml"))) {
            var parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "not inside the repository: " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }

    /** Where tests may write: {@code integration-tests/target}. */
    public static Path target() {
        return root().resolve("integration-tests/target");
    }
}
