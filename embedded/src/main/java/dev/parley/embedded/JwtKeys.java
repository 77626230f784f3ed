package dev.parley.embedded;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The RSA key pair that access tokens are signed with.
 *
 * @param privateKeyPem PKCS#8, {@code -----BEGIN PRIVATE KEY-----}
 * @param publicKeyPem X.509 SubjectPublicKeyInfo, {@code -----BEGIN PUBLIC KEY-----}
 * @param keyId the key's RFC 7638 thumbprint, so the same key has the same {@code kid} everywhere
 */
public record JwtKeys(String privateKeyPem, String publicKeyPem, String keyId) {

    /** NIST SP 800-57: good until 2030; RS256 asks for at least this (RFC 7518, 3.3). */
    private static final int BITS = 2048;

    static JwtKeys generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return of((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** Reads a private key; the public half and the id follow from it, so the two can never be of different pairs. */
    static JwtKeys fromPrivateKeyPem(String pem) throws GeneralSecurityException {
        try {
            byte[] der = Pem.read("PRIVATE KEY", pem);
            return of((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new GeneralSecurityException("not an RSA private key in PKCS#8", e);
        }
    }

    @Override
    public String toString() {
        return "JwtKeys[keyId=" + keyId + ", privateKeyPem=[redacted]]";
    }

    private static JwtKeys of(RSAPrivateCrtKey key) throws GeneralSecurityException {
        RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new JwtKeys(
                Pem.of("PRIVATE KEY", key.getEncoded()),
                Pem.of("PUBLIC KEY", publicKey.getEncoded()),
                thumbprint(publicKey));
    }

    /** RFC 7638, 3.1–3.3: SHA-256 of the required members in lexicographic order, without white space. */
    private static String thumbprint(RSAPublicKey key) throws GeneralSecurityException {
        String jwk = "{\"e\":\"" + base64Url(key.getPublicExponent()) + "\",\"kty\":\"RSA\",\"n\":\""
                + base64Url(key.getModulus()) + "\"}";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** RFC 7518, 2: big-endian, without the sign byte that Java puts in front. */
    private static String base64Url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
