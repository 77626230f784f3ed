package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** {@code run/management.url} in the data folder: where the scripts reach the Parley that runs on it. */
final class ManagementFile {
    private ManagementFile() {}

    static void write(Path data, String url) throws EmbeddedStartException {
        var file = data.resolve("run").resolve("management.url");
        try {
            OwnerOnly.write(file, url + "\n");
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot write " + file, e);
        }
    }
}
