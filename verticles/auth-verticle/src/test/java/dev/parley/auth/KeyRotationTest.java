package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.GetSigningKeys;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.auth.SigningKeys.Jwk;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are exchanged while auth-verticle runs, by the files that {@code scripts/keys rotate} writes. */
class KeyRotationTest {
    @TempDir
    Path folder;

    @Test
    void newKeyIsPublishedBeforeItSigns() throws IOException {
        try (var auth = AuthNode.start(PostgresFixture.freshDatabase(), folder.resolve("keys"))) {
            auth.register("ada");
            var told = auth.listen(AuthAddresses.SIGNING_KEYS_CHANGED);
            Files.createDirectory(folder.resolve("keys"));

            put("key-2.pem", TestKeys.generate("key-2", 2048).privatePem());
            assertThat(kids(told.next())).containsExactly("key-1", "key-2");
            assertThat(signer(auth)).isEqualTo("key-1");

            put("signing", "key-2\n");
            assertThat(kids(told.next())).containsExactly("key-1", "key-2");
            assertThat(signer(auth)).isEqualTo("key-2");

            put("first-withdrawn", "");
            assertThat(kids(told.next())).containsExactly("key-2");
            assertThat(kids(auth.ask(AuthAddresses.SIGNING_KEYS, new GetSigningKeys())))
                    .containsExactly("key-2");
        }
    }

    @Test
    void whatIsNoGoodChangesNothing() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        try (var auth = AuthNode.start(PostgresFixture.freshDatabase(), folder.resolve("keys"))) {
            var ring = new KeyRing(auth.vertx, auth.config, told -> {});

            put("key-2.pem", "no key");
            assertThatThrownBy(() -> await(ring.look())).hasMessageContaining("key key-2: is not an RSA private key");
            put("key-2.pem", TestKeys.generate("key-2", 2048).privatePem());
            put("signing", "key-3");
            assertThatThrownBy(() -> await(ring.look())).hasMessageContaining("is not there: key-3");
            assertThat(kids(ring.published())).containsExactly("key-1");

            put("signing", "key-2");
            await(ring.look());
            assertThat(kids(ring.published())).containsExactly("key-1", "key-2");
        }
    }

    @Test
    void startIsRefusedWithoutTheKeyThatIsToSign() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        put("signing", "key-9");

        assertThatThrownBy(() -> AuthNode.start(PostgresFixture.freshDatabase(), folder.resolve("keys")))
                .hasMessageContaining("auth.keyDirectory: the key that is to sign is not there: key-9");
    }

    private void put(String name, String content) throws IOException {
        Files.writeString(folder.resolve("keys").resolve(name), content);
    }

    private static Iterable<String> kids(SigningKeys keys) {
        return keys.keys().stream().map(Jwk::kid).toList();
    }

    private static String signer(AuthNode auth) {
        var header = auth.logIn("ada").accessToken().split("\\.")[0];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                .getString("kid");
    }
}
