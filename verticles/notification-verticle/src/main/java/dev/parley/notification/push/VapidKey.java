package dev.parley.notification.push;

import com.interaso.webpush.VapidKeys;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** The key pair by which push services know this server (RFC 8292), on the curve P-256. Prints without the private half. */
public final class VapidKey {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN (\\w+) KEY-----(.+?)-----END", Pattern.DOTALL);

    private final VapidKeys keys;
    private final String publicKey;

    private VapidKey(VapidKeys keys) {
        this.keys = keys;
        this.publicKey = Base64.getUrlEncoder().withoutPadding().encodeToString(keys.getApplicationServerKey());
    }

    /**
     * Both halves in one text, so that they can never be of different pairs.
     *
     * @param pem a {@code PRIVATE KEY} (PKCS#8) and a {@code PUBLIC KEY} (SubjectPublicKeyInfo), in any order
     * @throws IllegalArgumentException if it does not hold a pair; the message does not quote it
     */
    public static VapidKey fromPem(String pem) {
        try {
            var curve = KeyFactory.getInstance("EC");
            var secret = (ECPrivateKey) curve.generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE")));
            var open = (ECPublicKey) curve.generatePublic(new X509EncodedKeySpec(block(pem, "PUBLIC")));
            return new VapidKey(new VapidKeys(open, secret));
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("holds no pair of P-256 keys in PEM", e);
        }
    }

    private static byte[] block(String pem, String kind) {
        var block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).equals(kind)) {
                return Base64.getMimeDecoder().decode(block.group(2));
            }
        }
        throw new IllegalArgumentException("holds no " + kind + " KEY in PEM");
    }

    /** What browsers subscribe with, {@code applicationServerKey}: the uncompressed point in base64url. */
    public String publicKey() {
        return publicKey;
    }

    VapidKeys keys() {
        return keys;
    }

    @Override
    public String toString() {
        return "VapidKey[" + publicKey + "]";
    }
}
