package dev.parley.gateway.tls;

import java.nio.file.Path;

/**
 * @param certificate PEM: the server's certificate, then those that lead to the authority's
 * @param key PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted
 */
public record PemFiles(Path certificate, Path key) implements KeySource {
    @Override
    public KeyMaterial read() throws KeyMaterialException {
        return new PemMaterial(
                this, KeySource.read(TlsKeys.CERTIFICATE, certificate), KeySource.read(TlsKeys.PRIVATE_KEY, key));
    }
}
