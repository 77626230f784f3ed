package dev.parley.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.error.OsArchitectureNotFound;
import redis.embedded.error.UnknownOSName;
import redis.embedded.model.OsArchitecture;

/** The Redis server of this machine's platform, unpacked once from the jar that has them all. */
final class RedisBinary {

    private RedisBinary() {}

    static Path unpack(Path folder) throws EmbeddedStartException {
        String resource = resource();
        Path program = folder.resolve(resource.substring(1));
        try {
            if (!Files.isExecutable(program)) {
                unpack(resource, program);
            }
            return program;
        } catch (IOException e) {
            throw new EmbeddedStartException("Redis: cannot unpack " + program + ": " + e.getMessage(), e);
        }
    }

    /** Under another name first: an unpacking that was cut short must not be taken for the program. */
    private static void unpack(String resource, Path program) throws IOException {
        Path temporary = Files.createTempFile(OwnerOnly.parentOf(program), "unpacking", ".tmp");
        try (InputStream in = ExecutableProvider.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not in the jar: " + resource);
            }
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            if (!temporary.toFile().setExecutable(true)) {
                throw new IOException("cannot be made executable");
            }
            Files.move(temporary, program, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static String resource() throws EmbeddedStartException {
        try {
            String resource = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
            if (resource != null) {
                return resource;
            }
        } catch (OsArchitectureNotFound | UnknownOSName e) {
            throw unsupported(e);
        }
        throw unsupported(null);
    }

    private static EmbeddedStartException unsupported(@Nullable Exception cause) {
        return new EmbeddedStartException(
                "Redis: no server for " + System.getProperty("os.name") + " " + System.getProperty("os.arch"), cause);
    }
}
