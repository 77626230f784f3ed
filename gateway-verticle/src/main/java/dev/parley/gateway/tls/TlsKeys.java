package dev.parley.gateway.tls;

/** The configuration's keys that messages name. */
public final class TlsKeys {
    public static final String CERTIFICATE = "gateway.tls.certificateFile";
    public static final String PRIVATE_KEY = "gateway.tls.keyFile";
    public static final String KEY_STORE = "gateway.tls.keyStoreFile";
    public static final String PASSWORD = "gateway.tls.passwordFile";

    private TlsKeys() {}
}
