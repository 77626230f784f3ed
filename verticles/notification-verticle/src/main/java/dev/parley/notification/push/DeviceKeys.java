package dev.parley.notification.push;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import java.util.Base64;

/**
 * What a browser wants its messages encrypted with (RFC 8291 section 2).
 *
 * @param point its public key, an uncompressed point of P-256
 * @param secret shared with nobody else, 16 bytes
 */
record DeviceKeys(byte[] point, byte[] secret) {
    private static final int POINT_BYTES = 65;
    private static final int SECRET_BYTES = 16;

    /**
     * @param p256dh in base64url, with padding or without
     * @throws FailureException INVALID_REQUEST naming the field
     */
    static DeviceKeys parse(String p256dh, String auth) {
        return new DeviceKeys(bytes("keys.p256dh", p256dh, POINT_BYTES), bytes("keys.auth", auth, SECRET_BYTES));
    }

    private static byte[] bytes(String field, String text, int length) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == length) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw Failure.invalid(field, "must be base64url").asException();
        }
        throw Failure.invalid(field, "must be " + length + " bytes").asException();
    }

    static FailureException noPoint() {
        return Failure.invalid("keys.p256dh", "must be a point of the curve P-256")
                .asException();
    }

    @Override
    public String toString() {
        return "DeviceKeys[redacted]";
    }
}
