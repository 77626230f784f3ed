package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.AuthConfig.HashingCost;
import dev.parley.auth.AuthConfig.HashingLimits;
import dev.parley.auth.AuthConfig.LoginLimits;
import dev.parley.auth.AuthConfig.PublicKeyPem;
import dev.parley.auth.AuthConfig.SigningKey;
import dev.parley.model.auth.SigningKeys.Jwk;
import dev.parley.postgres.PostgresConfig;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicKeysTest {
    @Test
    void exponentIsUnsignedBase64Url() {
        assertThat(PublicKeys.unsigned(BigInteger.valueOf(65_537))).isEqualTo("AQAB"); // RFC 7517, appendix A.1
        assertThat(PublicKeys.unsigned(BigInteger.valueOf(0xFF))).isEqualTo("_w");
    }

    @Test
    void retiredKeysArePublishedToo() {
        var retired = TestKeys.generate("old", 2048);

        var keys = PublicKeys.of(config(AuthNode.KEY, List.of(retired.asPublic())));

        assertThat(keys.keys()).extracting(Jwk::kid).containsExactly("key-1", "old");
        assertThat(keys.keys()).allSatisfy(key -> {
            assertThat(key.kty()).isEqualTo("RSA");
            assertThat(key.use()).isEqualTo("sig");
            assertThat(key.alg()).isEqualTo("RS256");
        });
    }

    @Test
    void keysThatAreNoPairAreRefused() {
        var mixed = new SigningKey(
                "k", AuthNode.KEY.privatePem(), TestKeys.generate("x", 2048).publicPem());

        assertThatThrownBy(() -> PublicKeys.of(config(mixed, List.of())))
                .hasMessage("signingKey.publicPem: does not belong to signingKey.privatePem");
    }

    @Test
    void shortKeyIsRefused() {
        assertThatThrownBy(() -> PublicKeys.of(config(TestKeys.generate("weak", 1024), List.of())))
                .hasMessage("key weak: is shorter than 2048 bits");
    }

    @Test
    void unreadablePrivateKeyIsRefusedWithoutQuotingIt() {
        var broken = new SigningKey("k", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n", AuthNode.KEY.publicPem());

        assertThatThrownBy(() -> PublicKeys.of(config(broken, List.of())))
                .hasMessage("signingKey.privatePem: is not an RSA private key in PKCS#8 PEM")
                .hasNoCause();
    }

    @Test
    void configurationPrintsNoSecret() {
        assertThat(config(AuthNode.KEY, List.of()).toString())
                .doesNotContain("BEGIN PRIVATE KEY")
                .doesNotContain("database-password");
    }

    private static AuthConfig config(SigningKey key, List<PublicKeyPem> retired) {
        return new AuthConfig(
                new PostgresConfig("localhost", 5432, "parley", "parley", "database-password", 1),
                key,
                retired,
                "issuer",
                "audience",
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                LoginLimits.DEFAULT,
                HashingLimits.DEFAULT,
                HashingCost.DEFAULT,
                Admins.NONE);
    }
}
