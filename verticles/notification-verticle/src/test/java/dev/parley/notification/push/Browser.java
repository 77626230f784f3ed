package dev.parley.notification.push;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A browser's side of a subscription: its keys, and what it does to read a message (RFC 8188, RFC 8291), written from the
 * RFCs alone so that it shares no code with what it checks.
 */
public final class Browser {
    private static final int COORDINATE = 32;
    private static final int POINT = 2 * COORDINATE + 1;
    private static final int SALT = 16;
    private static final int TAG_BITS = 128;

    private final PrivateKey secretKey;
    private final byte[] point;
    private final byte[] authSecret;

    private Browser(PrivateKey secretKey, byte[] point, byte[] authSecret) {
        this.secretKey = secretKey;
        this.point = point.clone();
        this.authSecret = authSecret.clone();
    }

    /** With keys that nobody else has. */
    public static Browser create() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var authSecret = new byte[SALT];
            new SecureRandom().nextBytes(authSecret);
            return new Browser(pair.getPrivate(), uncompressed((ECPublicKey) pair.getPublic()), authSecret);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** @param scalar the private key; all in base64url */
    static Browser of(String scalar, String point, String authSecret) {
        try {
            var key = KeyFactory.getInstance("EC")
                    .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes(scalar)), p256()));
            return new Browser(key, bytes(point), bytes(authSecret));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public String p256dh() {
        return text(point);
    }

    public String auth() {
        return text(authSecret);
    }

    /** @return what was encrypted for this browser; an AssertionError if it was not, or was changed on the way */
    public String read(byte[] body) {
        try {
            return new String(decrypt(ByteBuffer.wrap(body)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("not for this browser", e);
        }
    }

    private byte[] decrypt(ByteBuffer body) throws GeneralSecurityException {
        // RFC 8188 section 2.1: salt, record size, length of the key id, key id
        var salt = take(body, SALT);
        int recordSize = body.getInt();
        var senderPoint = take(body, body.get() & 0xff);
        if (senderPoint.length != POINT || body.remaining() > recordSize) {
            throw new AssertionError("RFC 8291 section 4: one record, and the sender's key as its id");
        }
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(secretKey);
        agreement.doPhase(publicKey(senderPoint), true);
        // RFC 8291 section 3.3 and 3.4
        var info = concat("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), point, senderPoint);
        var input = hkdf(authSecret, agreement.generateSecret(), info, 32);
        var key = hkdf(salt, input, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
        var nonce = hkdf(salt, input, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return unpadded(cipher.doFinal(take(body, body.remaining())));
    }

    /** RFC 8188 section 2: the last record ends in 2 and zeros. */
    private static byte[] unpadded(byte[] padded) {
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        if (end < 0 || padded[end] != 2) {
            throw new AssertionError("RFC 8188 section 2: no delimiter of the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    /** RFC 5869, of at most one block. */
    private static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int length) throws GeneralSecurityException {
        var pseudoRandom = hmac(salt, input);
        return Arrays.copyOf(hmac(pseudoRandom, concat(info, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    static PublicKey publicKey(byte[] uncompressed) throws GeneralSecurityException {
        var x = new BigInteger(1, Arrays.copyOfRange(uncompressed, 1, 1 + COORDINATE));
        var y = new BigInteger(1, Arrays.copyOfRange(uncompressed, 1 + COORDINATE, POINT));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), p256()));
    }

    private static byte[] uncompressed(ECPublicKey key) {
        var point = ByteBuffer.allocate(POINT).put((byte) 4);
        for (var coordinate :
                new BigInteger[] {key.getW().getAffineX(), key.getW().getAffineY()}) {
            var bytes = coordinate.toByteArray();
            int from = Math.max(0, bytes.length - COORDINATE);
            point.position(point.position() + COORDINATE - (bytes.length - from))
                    .put(bytes, from, bytes.length - from);
        }
        return point.array();
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static byte[] take(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        var all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }

    static byte[] bytes(String base64Url) {
        return Base64.getUrlDecoder().decode(base64Url);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
