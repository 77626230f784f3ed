package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** {@code run/management.url} in the data folder: where the scripts reach the Parley that runs on it. */
final class ManagementFile {
    private static final String EVERY_ADDRESS = "0.0.0.0";

    private ManagementFile() {}

    /** @param host what is listened on */
    static void write(Path data, String host, int port) throws EmbeddedStartException {
        var file = data.resolve("run").resolve("management.url");
        try {
            OwnerOnly.write(file, "http://" + (host.equals(EVERY_ADDRESS) ? "127.0.0.1" : host) + ":" + port + "\n");
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot write " + file, e);
        }
    }
}
