package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.AuthConfig.HashingCost;
import dev.parley.auth.AuthConfig.HashingLimits;
import dev.parley.auth.AuthConfig.LoginLimits;
import dev.parley.auth.AuthConfig.SigningKey;
import dev.parley.postgres.PostgresConfig;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RsaKeysTest {
    @Test
    void exponentIsUnsignedBase64Url() {
        assertThat(RsaKeys.unsigned(BigInteger.valueOf(65_537))).isEqualTo("AQAB"); // RFC 7517, appendix A.1
        assertThat(RsaKeys.unsigned(BigInteger.valueOf(0xFF))).isEqualTo("_w");
    }

    @Test
    void publicHalfIsPublished() {
        var key = RsaKeys.published(AuthNode.KEY);

        assertThat(key.kid()).isEqualTo("key-1");
        assertThat(key.kty()).isEqualTo("RSA");
        assertThat(key.use()).isEqualTo("sig");
        assertThat(key.alg()).isEqualTo("RS256");
        assertThat(key.e()).isEqualTo("AQAB");
    }

    @Test
    void keysThatAreNoPairAreRefused() {
        var mixed = new SigningKey(
                "k", AuthNode.KEY.privatePem(), TestKeys.generate("x", 2048).publicPem());

        assertThatThrownBy(() -> RsaKeys.published(mixed)).hasMessage("key k: the public half belongs to another");
    }

    @Test
    void shortKeyIsRefused() {
        assertThatThrownBy(() -> RsaKeys.published(TestKeys.generate("weak", 1024)))
                .hasMessage("key weak: is shorter than 2048 bits");
    }

    @Test
    void unreadablePrivateKeyIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> RsaKeys.published("k", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n"))
                .hasMessage("key k: is not an RSA private key in PKCS#8 PEM")
                .hasNoCause();
    }

    @Test
    void configurationPrintsNoSecret() {
        var config = new AuthConfig(
                new PostgresConfig("localhost", 5432, "parley", "parley", "database-password", 1),
                AuthNode.KEY,
                null,
                "issuer",
                "audience",
                Duration.ofMinutes(15),
                Duration.ofDays(30),
                LoginLimits.DEFAULT,
                HashingLimits.DEFAULT,
                HashingCost.DEFAULT,
                Admins.NONE);

        assertThat(config.toString()).doesNotContain("BEGIN PRIVATE KEY").doesNotContain("database-password");
    }
}
