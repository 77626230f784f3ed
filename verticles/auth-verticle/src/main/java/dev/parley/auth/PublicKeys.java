package dev.parley.auth;

import dev.parley.auth.AuthConfig.PublicKeyPem;
import dev.parley.auth.AuthConfig.SigningKey;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.auth.SigningKeys.Jwk;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** The public half of the signing keys as a JSON Web Key Set (RFC 7517), refused at start if a key is not good. */
final class PublicKeys {
    private static final int SHORTEST_BITS = 2048; // RFC 7518 section 3.3

    private PublicKeys() {}

    static SigningKeys of(AuthConfig config) {
        requirePair(config.signingKey());
        var keys = Stream.concat(Stream.of(config.signingKey().asPublic()), config.retiredKeys().stream())
                .map(PublicKeys::jwk)
                .toList();
        return new SigningKeys(keys, config.issuer(), config.audience());
    }

    private static Jwk jwk(PublicKeyPem pem) {
        var key = publicKey(pem);
        return new Jwk("RSA", "sig", "RS256", pem.kid(), unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
    }

    /** Base64urlUInt of RFC 7518 section 2: big-endian, no sign byte. */
    static String unsigned(BigInteger value) {
        var bytes = value.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static void requirePair(SigningKey pair) {
        RSAPrivateKey privateKey;
        try {
            privateKey = (RSAPrivateKey)
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(pair.privatePem())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: its message might quote the key.
            throw new IllegalArgumentException("signingKey.privatePem: is not an RSA private key in PKCS#8 PEM");
        }
        if (!privateKey.getModulus().equals(publicKey(pair.asPublic()).getModulus())) {
            throw new IllegalArgumentException("signingKey.publicPem: does not belong to signingKey.privatePem");
        }
    }

    private static RSAPublicKey publicKey(PublicKeyPem pem) {
        try {
            var key = (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(pem.publicPem())));
            if (key.getModulus().bitLength() < SHORTEST_BITS) {
                throw new IllegalArgumentException("key " + pem.kid() + ": is shorter than " + SHORTEST_BITS + " bits");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key " + pem.kid() + ": is not an RSA public key in PEM", e);
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
