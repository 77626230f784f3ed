package dev.parley.gateway.tls;

/** Certificate and key cannot be used. The message is one line, the configuration's key first: meant for operators. */
public class KeyMaterialException extends Exception {
    private static final long serialVersionUID = 1L;

    KeyMaterialException(String key, String problem) {
        super(key + ": " + problem);
    }

    KeyMaterialException(KeyMaterialException same) {
        super(same.getMessage());
    }
}
