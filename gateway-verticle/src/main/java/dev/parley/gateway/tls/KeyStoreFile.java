package dev.parley.gateway.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * @param keyStore PKCS#12
 * @param password a file of one line
 */
public record KeyStoreFile(Path keyStore, Path password) implements KeySource {
    @Override
    public KeyMaterial read() throws KeyMaterialException {
        var line = new String(KeySource.read(TlsKeys.PASSWORD, password), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        return new KeyStoreMaterial(this, KeySource.read(TlsKeys.KEY_STORE, keyStore), line);
    }
}
