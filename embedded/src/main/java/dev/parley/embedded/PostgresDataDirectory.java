package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's own folder, and how far its making got. Changed only while the {@link DataFolderLock} is held and no server runs on it. */
final class PostgresDataDirectory {

    private final Path folder;
    private final Path completeMark;
    private final Path postmasterPid;

    private final String completeText;

    /** @param password the one the cluster is, or will be, made with */
    PostgresDataDirectory(Path folder, Secret password) {
        this.folder = folder;
        this.completeText = "made with the password of SHA-256 " + password.fingerprint() + "\n";
        this.completeMark = folder.resolve("parley.complete");
        this.postmasterPid = folder.resolve("postmaster.pid");
    }

    /**
     * Makes the folder fit for a start: what a killed first start left is removed, since a half-made cluster can neither run nor be made again
     * in place. Nobody was ever told of that cluster, so it holds nothing of anybody's.
     */
    void prepare() throws IOException, EmbeddedStartException {
        if (!Files.exists(completeMark)) {
            DataFolder.empty(folder);
        } else if (!Files.readString(completeMark).equals(completeText)) {
            throw new EmbeddedStartException(
                    "PostgreSQL: the data in " + folder + " was made with another password than the one in secrets");
        }
        // The reaper has stopped ours. PostgreSQL only looks whether any process has the pid, and after a reboot some
        // other one may.
        Files.deleteIfExists(postmasterPid);
    }

    /** From now on the cluster may hold data. */
    void markComplete() throws IOException {
        if (!Files.exists(completeMark)) {
            OwnerOnly.write(completeMark, completeText);
        }
    }

    /** The server process, as PostgreSQL itself wrote it down. Whether it is still that process is for the caller to check. */
    Optional<ProcessHandle> postmaster() {
        try {
            List<String> lines = Files.readAllLines(postmasterPid);
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // not running, or not yet
        }
    }
}
