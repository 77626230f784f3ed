package dev.parley.notification.push;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Key pairs made for one test. */
public final class TestKeys {
    private TestKeys() {}

    /** A new pair for {@link VapidKey#fromPem}. */
    public static String vapidPem() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            return block("PRIVATE", pair.getPrivate().getEncoded())
                    + block("PUBLIC", pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static VapidKey vapid() {
        return VapidKey.fromPem(vapidPem());
    }

    private static String block(String kind, byte[] der) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + " KEY-----\n" + base64 + "\n-----END " + kind + " KEY-----\n";
    }
}
