package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is outside the API: health, and the public keys. */
@ExtendWith(SharedParley.class)
class HealthTest {
    private final Parley parley;

    HealthTest(Parley parley) {
        this.parley = parley;
    }

    @Test
    void liveServerSaysSoToAnyone() {
        parley.anonymous().fetch("/health/live").expect(200);
    }

    @Test
    void readyServerHasNothingDown() {
        var health = parley.anonymous().fetch("/health/ready").expect(200).json();

        assertThat(health.getString("status")).isEqualTo("up");
        assertThat(health.getJsonArray("down")).isEmpty();
    }

    @Test
    void accessTokensCanBeCheckedWithThePublishedKeys() throws GeneralSecurityException {
        var token = parley.user("Token").accessToken().split("\\.");
        var header = json(token[0]);
        var claims = json(token[1]);
        var jwk = parley.anonymous()
                .fetch("/.well-known/jwks.json")
                .expect(200)
                .objects("keys")
                .get(0);

        assertThat(jwk.fieldNames()).containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
        assertThat(header.getString("alg")).isEqualTo("RS256");
        assertThat(header.getString("kid")).isEqualTo(jwk.getString("kid"));
        assertThat(claims.fieldNames()).contains("iss", "aud", "sub", "exp", "iat");
        var key = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(jwk.getString("n")), number(jwk.getString("e"))));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
