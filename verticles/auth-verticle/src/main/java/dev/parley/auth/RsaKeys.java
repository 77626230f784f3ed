package dev.parley.auth;

import dev.parley.auth.AuthConfig.SigningKey;
import dev.parley.model.auth.SigningKeys.Jwk;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** The public half of a signing key as a JSON Web Key (RFC 7517); refuses keys that are not good. */
final class RsaKeys {
    private static final int SHORTEST_BITS = 2048; // RFC 7518 section 3.3

    private RsaKeys() {}

    /** Of the configuration, whose two halves must belong together. */
    static Jwk published(SigningKey pair) {
        var jwk = published(pair.kid(), pair.privatePem());
        try {
            var key = (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(pair.publicPem())));
            if (!unsigned(key.getModulus()).equals(jwk.n())) {
                throw new IllegalArgumentException("key " + pair.kid() + ": the public half belongs to another");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key " + pair.kid() + ": is not an RSA public key in PEM", e);
        }
        return jwk;
    }

    /** @param privatePem PKCS#8: the public half is in it */
    static Jwk published(String kid, String privatePem) {
        RSAPrivateCrtKey key;
        try {
            key = (RSAPrivateCrtKey)
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(privatePem)));
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            // Without the cause: its message might quote the key.
            throw new IllegalArgumentException("key " + kid + ": is not an RSA private key in PKCS#8 PEM");
        }
        if (key.getModulus().bitLength() < SHORTEST_BITS) {
            throw new IllegalArgumentException("key " + kid + ": is shorter than " + SHORTEST_BITS + " bits");
        }
        return new Jwk("RSA", "sig", "RS256", kid, unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
    }

    /** Base64urlUInt of RFC 7518 section 2: big-endian, no sign byte. */
    static String unsigned(BigInteger value) {
        var bytes = value.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
