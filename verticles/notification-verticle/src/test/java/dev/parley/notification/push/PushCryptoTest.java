package dev.parley.notification.push;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.notification.outbound.Endpoint;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A browser's reading is held to the RFC's example, and what is encrypted here to that browser. */
class PushCryptoTest {
    // RFC 8291 section 5 and appendix A
    private static final String RECEIVER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String RECEIVER_PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH_SECRET = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String MESSAGE =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
                    + "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong now = new AtomicLong();
    private final VapidKey key = TestKeys.vapid();
    private final PushCrypto crypto = new PushCrypto(vertx, key, "mailto:ada@example.org", now::get);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void browserReadsTheExampleOfTheRfc() {
        var browser = Browser.of(RECEIVER_PRIVATE, RECEIVER_PUBLIC, AUTH_SECRET);
        assertThat(browser.read(Browser.bytes(MESSAGE))).isEqualTo("When I grow up, I want to be a watermelon");
    }

    @Test
    void onlyTheBrowserItIsForCanReadIt() {
        var browser = Browser.create();
        var body = encrypt("Käse, 木", browser);
        assertThat(browser.read(body)).isEqualTo("Käse, 木");
        assertThatThrownBy(() -> Browser.create().read(body)).isInstanceOf(AssertionError.class);
        body[body.length - 1] ^= 1;
        assertThatThrownBy(() -> browser.read(body)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theSameTextIsNeverTheSameBytes() {
        var browser = Browser.create();
        assertThat(encrypt("hello", browser)).isNotEqualTo(encrypt("hello", browser));
    }

    @Test
    void whatIsNoPointOfTheCurveIsRefused() {
        var point = Browser.bytes(Browser.create().p256dh());
        point[64] ^= 1;
        assertThatThrownBy(() -> await(crypto.encrypt(new byte[1], new DeviceKeys(point, new byte[16]))))
                .isInstanceOf(Exception.class);
    }

    @Test
    void aPushServiceKnowsUsByATokenForItAlone() {
        var first = Vapid.check(authorization("https://push.example.org/send/1"));
        assertThat(first.audience()).isEqualTo("https://push.example.org");
        assertThat(first.subject()).isEqualTo("mailto:ada@example.org");
        assertThat(first.publicKey()).isEqualTo(key.publicKey());
        var other = Vapid.check(authorization("https://push.example.net:8443/send/1"));
        assertThat(other.audience()).isEqualTo("https://push.example.net:8443");
    }

    @Test
    void aTokenIsUsedForHalfItsLife() {
        var first = authorization("https://push.example.org/send/1");
        now.addAndGet(6 * 60 * 60 * 1000 - 1);
        assertThat(authorization("https://push.example.org/send/2")).isEqualTo(first);
        now.addAndGet(1);
        assertThat(authorization("https://push.example.org/send/2")).isNotEqualTo(first);
    }

    @Test
    void keysThatAreNoPairAreRefused() {
        var one = TestKeys.vapidPem();
        var other = TestKeys.vapidPem();
        var mixed = one.substring(0, one.indexOf("-----BEGIN PUBLIC"))
                + other.substring(other.indexOf("-----BEGIN PUBLIC"));
        assertThatThrownBy(() -> VapidKey.fromPem(mixed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VapidKey.fromPem("nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThat(VapidKey.fromPem(one).toString()).doesNotContain("PRIVATE");
    }

    private byte[] encrypt(String text, Browser browser) {
        var keys = DeviceKeys.parse(browser.p256dh(), browser.auth());
        return await(crypto.encrypt(text.getBytes(StandardCharsets.UTF_8), keys))
                .getBytes();
    }

    private String authorization(String endpoint) {
        return await(
                crypto.authorization(Endpoint.parse("endpoint", endpoint, true).service()));
    }
}
