package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class JwtKeysTest {

    @Test
    void theSameKeyHasTheSameIdAgain() throws Exception {
        JwtKeys keys = JwtKeys.generate();
        assertThat(JwtKeys.fromPrivateKeyPem(keys.privateKeyPem())).isEqualTo(keys);
    }

    @Test
    void theIdIsASha256InBase64Url() {
        assertThat(JwtKeys.generate().keyId()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> JwtKeys.fromPrivateKeyPem("not a key")).isInstanceOf(GeneralSecurityException.class);
    }
}
