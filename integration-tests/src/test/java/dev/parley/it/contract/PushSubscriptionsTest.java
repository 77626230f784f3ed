package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which browsers are pushed to. Nothing is sent: nobody here is notified of anything. */
@ExtendWith(SharedParley.class)
class PushSubscriptionsTest {
    private static final String PATH = "/notifications/subscriptions";
    private static final int COORDINATE = 32;

    private final Parley parley;
    private final TestUser ann;

    PushSubscriptionsTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
    }

    @Test
    void theKeyIsAPointOfTheCurveAndAlwaysTheSame() {
        var key = ann.rest().get("/notifications/push-key").expect(200).json().getString("publicKey");
        var point = Base64.getUrlDecoder().decode(key);
        assertThat(point).hasSize(1 + 2 * COORDINATE);
        assertThat(point[0]).as("uncompressed").isEqualTo((byte) 4);
        assertThat(parley.user("Bob")
                        .rest()
                        .get("/notifications/push-key")
                        .expect(200)
                        .json()
                        .getString("publicKey"))
                .isEqualTo(key);
        parley.anonymous().get("/notifications/push-key").refused(401, "UNAUTHENTICATED");
    }

    @Test
    void aSessionHasOne() {
        var first = id(ann, subscription("https://1.1.1.1/push/" + UUID.randomUUID()));
        var again = subscription("https://1.1.1.1/push/" + UUID.randomUUID());
        var second = id(ann, again);
        assertThat(second).isNotEqualTo(first);
        assertThat(id(ann, again)).as("said again").isEqualTo(second);
        assertThat(id(ann.onAnotherDevice(), subscription("https://1.1.1.1/push/" + UUID.randomUUID())))
                .isNotEqualTo(second);
    }

    @Test
    void itIsEndedByItsSessionOrByItsId() {
        var endpoint = subscription("https://1.1.1.1/push/" + UUID.randomUUID());
        var first = id(ann, endpoint);
        ann.rest().delete(PATH).expect(204);
        ann.rest().delete(PATH).expect(204); // none is no error
        var second = id(ann, endpoint);
        assertThat(second).as("a new one").isNotEqualTo(first);

        parley.user("Bob").rest().delete(PATH + "/" + second).expect(204); // not his: nothing happens
        assertThat(id(ann, endpoint)).isEqualTo(second);
        ann.onAnotherDevice().rest().delete(PATH + "/" + second).expect(204);
        assertThat(id(ann, endpoint)).isNotEqualTo(second);
        ann.rest().delete(PATH + "/" + UUID.randomUUID()).expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.1.1.1/x",
                "https://1.1.1.1:8443/x",
                "https://me:secret@1.1.1.1/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://[::1]/x",
                "https://10.0.0.1/x",
                "https://169.254.169.254/x",
                "https://nowhere.invalid/x",
                "nothing"
            })
    void endpointsThatAreNotAtPublicAddressesAreRefused(String endpoint) {
        ann.rest().post(PATH, subscription(endpoint)).invalid("endpoint");
    }

    @Test
    void eachBadFieldIsNamed() {
        var rest = ann.rest();
        var good = subscription("https://1.1.1.1/x");
        rest.post(PATH, new JsonObject()).invalid("endpoint", "keys");
        rest.post(PATH, good.copy().put("endpoint", "https://1.1.1.1/" + "x".repeat(2000)))
                .invalid("endpoint");
        rest.post(PATH, good.copy().put("keys", new JsonObject())).invalid("keys.p256dh", "keys.auth");
        rest.post(PATH, withKey(good, "auth", "AAAA")).invalid("keys.auth");
        rest.post(PATH, withKey(good, "auth", "not base64url!")).invalid("keys.auth");
        rest.post(PATH, withKey(good, "p256dh", "AAAA")).invalid("keys.p256dh");
        rest.post(PATH, withKey(good, "p256dh", "B" + "A".repeat(86))).invalid("keys.p256dh");
    }

    @Test
    void strangersAreRefused() {
        var rest = parley.anonymous();
        rest.post(PATH, subscription("https://1.1.1.1/x")).refused(401, "UNAUTHENTICATED");
        rest.delete(PATH).refused(401, "UNAUTHENTICATED");
        rest.delete(PATH + "/" + UUID.randomUUID()).refused(401, "UNAUTHENTICATED");
    }

    private static String id(TestUser user, JsonObject subscription) {
        return user.rest().post(PATH, subscription).expect(201).json().getString("id");
    }

    private static JsonObject withKey(JsonObject subscription, String key, String value) {
        var copy = subscription.copy();
        copy.getJsonObject("keys").put(key, value);
        return copy;
    }

    /** Of a browser with keys of its own. */
    private static JsonObject subscription(String endpoint) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return new JsonObject()
                .put("endpoint", endpoint)
                .putNull("expirationTime")
                .put(
                        "keys",
                        new JsonObject()
                                .put("p256dh", base64.encodeToString(point()))
                                .put("auth", base64.encodeToString(new byte[16])));
    }

    private static byte[] point() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var encoded = ((ECPublicKey) generator.generateKeyPair().getPublic()).getEncoded();
            // SubjectPublicKeyInfo ends with the point (RFC 5480).
            return Arrays.copyOfRange(encoded, encoded.length - 1 - 2 * COORDINATE, encoded.length);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
