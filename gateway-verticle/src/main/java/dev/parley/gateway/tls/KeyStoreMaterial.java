package dev.parley.gateway.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;

/** A PKCS#12 file and its password. */
final class KeyStoreMaterial implements KeyMaterial {
    private final KeyStoreFile files;
    private final byte[] keyStore;
    private final String password;

    KeyStoreMaterial(KeyStoreFile files, byte[] keyStore, String password) {
        this.files = files;
        this.keyStore = keyStore;
        this.password = password;
    }

    @Override
    public String fingerprint() {
        return KeyMaterial.digest(keyStore, password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Credentials parse() throws KeyMaterialException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(keyStore), password.toCharArray());
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    var chain = Arrays.stream(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast)
                            .toList();
                    return fitting(new Credentials(key, chain));
                }
            }
            throw new KeyMaterialException(TlsKeys.KEY_STORE, files.keyStore() + " holds no private key");
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword();
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? wrongPassword() : unreadable();
        } catch (GeneralSecurityException e) {
            throw unreadable();
        }
    }

    private Credentials fitting(Credentials credentials) throws KeyMaterialException {
        if (!credentials.fit()) {
            throw new KeyMaterialException(
                    TlsKeys.KEY_STORE, files.keyStore() + " holds a key that is not its certificate's");
        }
        return credentials;
    }

    private KeyMaterialException wrongPassword() {
        return new KeyMaterialException(
                TlsKeys.PASSWORD, files.password() + " has not the password of " + files.keyStore());
    }

    private KeyMaterialException unreadable() {
        return new KeyMaterialException(TlsKeys.KEY_STORE, files.keyStore() + " is not PKCS#12, or is cut off");
    }
}
