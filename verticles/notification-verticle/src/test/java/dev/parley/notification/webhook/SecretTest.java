package dev.parley.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretTest {
    /** Computed with another implementation; {@code clients/js/test/webhook.test.js} holds the documented receiver to the same. */
    @Test
    void theTimeAndTheBodyAreSigned() {
        var body = "{\"notifications\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(new Secret("a-secret-of-the-server").sign(1_893_499_200, body))
                .isEqualTo("t=1893499200,v1=643792414917a8a64844a48a3328bd5b5929c266e8d179a1ac36b6ee262290ba");
    }

    @Test
    void eachIsNewAndNotPrinted() {
        var one = Secret.next();
        assertThat(Base64.getUrlDecoder().decode(one.value())).hasSize(32);
        assertThat(Secret.next()).isNotEqualTo(one);
        assertThat(one.toString()).doesNotContain(one.value());
    }
}
