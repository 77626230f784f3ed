package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one folder that holds everything, and the names inside it.
 *
 * <p>{@code secrets/} passwords and keys · {@code postgres/ redis/ mongo/ broker/} the data · {@code run/} the lock and the pids of what is
 * running · {@code logs/} what the servers have to say · {@code bin/} server programs, unpacked; may be deleted while stopped.
 */
final class DataFolder {

    private final Path given;
    private final Path root;
    private final Path binaries;

    private DataFolder(Path given, @Nullable Path binaries) {
        this.given = given;
        this.root = given.toAbsolutePath().normalize();
        this.binaries = binaries == null
                ? root.resolve("bin")
                : binaries.toAbsolutePath().normalize();
    }

    /**
     * Makes the folder and its parts, or says in one line why that cannot be: not writable, not a folder, or made by another user.
     *
     * @param folder as the person gave it, so that messages call it by that name
     * @param binaries where server programs are unpacked, so that several data folders may share them; null for {@code bin/}
     */
    static DataFolder open(Path folder, @Nullable Path binaries) throws EmbeddedStartException {
        DataFolder data = new DataFolder(folder, binaries);
        Path current = data.root;
        try {
            createIfMissing(current);
            for (Path part : data.parts()) {
                current = part;
                OwnerOnly.createFolder(part);
            }
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot use the data folder " + folder + ": " + reason(e, current), e);
        }
        data.refuseUnwritable();
        return data;
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path redis() {
        return root.resolve("redis");
    }

    Path mongo() {
        return root.resolve("mongo");
    }

    Path broker() {
        return root.resolve("broker");
    }

    Path run() {
        return root.resolve("run");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path binaries() {
        return binaries;
    }

    /** Removes all data and secrets. The lock stays, and the programs do, which are the slow thing to make. Only while locked and stopped. */
    void erase() throws EmbeddedStartException {
        for (Path part : List.of(postgres(), redis(), mongo(), broker(), secrets(), logs())) {
            try {
                empty(part);
            } catch (IOException e) {
                throw new EmbeddedStartException("cannot empty " + part + ": " + reason(e, part), e);
            }
        }
    }

    static void empty(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The name the person knows it by. */
    @Override
    public String toString() {
        return given.toString();
    }

    private List<Path> parts() {
        return List.of(secrets(), postgres(), redis(), mongo(), broker(), run(), logs(), binaries());
    }

    /** A folder that was there keeps its permissions: it may be shared on purpose. Its parts are for the owner alone. */
    private static void createIfMissing(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            OwnerOnly.createFolder(folder);
        }
    }

    private void refuseUnwritable() throws EmbeddedStartException {
        for (Path part : parts()) {
            if (!Files.isWritable(part) || !Files.isReadable(part)) {
                throw new EmbeddedStartException(
                        "cannot use the data folder " + given + ": no permission to write " + part);
            }
        }
    }

    private static String reason(IOException e, Path at) {
        if (e instanceof AccessDeniedException) {
            return "no permission to write " + at;
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return at + " is not a folder";
        }
        if (e instanceof FileSystemException problem && problem.getReason() != null) {
            return problem.getReason() + " (" + at + ")";
        }
        return "cannot create " + at;
    }
}
