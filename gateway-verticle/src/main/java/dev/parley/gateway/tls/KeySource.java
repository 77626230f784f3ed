package dev.parley.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the certificate and its key are. */
public sealed interface KeySource permits PemFiles, KeyStoreFile {
    /** A chain of ten certificates and its key are some 20 KB. */
    int MAX_BYTES = 1024 * 1024;

    /**
     * What the files hold now. Blocks.
     *
     * @throws KeyMaterialException if one of them is missing or cannot be read
     */
    KeyMaterial read() throws KeyMaterialException;

    /** @param key of the configuration that names {@code file} */
    static byte[] read(String key, Path file) throws KeyMaterialException {
        try {
            if (!Files.exists(file)) {
                throw new KeyMaterialException(key, file + " does not exist");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new KeyMaterialException(key, file + " is larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new KeyMaterialException(key, file + " cannot be read");
        }
    }
}
