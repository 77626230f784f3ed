package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a bot's notifications go. Nothing is sent: nobody here is notified of anything. */
@ExtendWith(SharedParley.class)
class WebhookCallsTest {
    private static final String PATH = "/notifications/webhook";

    private final Parley parley;
    private final TestUser bot;

    WebhookCallsTest(Parley parley) {
        this.parley = parley;
        this.bot = parley.user("Bot");
    }

    @Test
    void aUserHasOneAndItsSecretIsToldOnce() {
        bot.rest().get(PATH).refused(404, "NOT_FOUND");
        var first = bot.rest()
                .put(PATH, url("https://1.1.1.1:8443/one"))
                .expect(200)
                .json();
        assertThat(Base64.getUrlDecoder().decode(first.getString("secret"))).hasSize(32);
        assertThat(bot.rest().get(PATH).expect(200).json())
                .isEqualTo(url("https://1.1.1.1:8443/one").put("createdAt", first.getString("createdAt")));

        var second =
                bot.rest().put(PATH, url("https://1.1.1.1/two")).expect(200).json();
        assertThat(second.getString("secret")).isNotEqualTo(first.getString("secret"));
        assertThat(bot.onAnotherDevice().rest().get(PATH).expect(200).json().getString("url"))
                .isEqualTo("https://1.1.1.1/two");
        parley.user("Bob").rest().get(PATH).refused(404, "NOT_FOUND");
    }

    @Test
    void itOutlivesTheSessionAndEndsWhenItIsRemoved() {
        bot.rest().put(PATH, url("https://1.1.1.1/x")).expect(200);
        var other = bot.onAnotherDevice();
        parley.anonymous()
                .post("/auth/logout", new JsonObject().put("refreshToken", bot.refreshToken()))
                .expect(204);
        other.rest().get(PATH).expect(200);
        parley.user("Bob").rest().delete(PATH).expect(204); // his, of which there is none
        other.rest().get(PATH).expect(200);
        other.rest().delete(PATH).expect(204);
        other.rest().get(PATH).refused(404, "NOT_FOUND");
        other.rest().delete(PATH).expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.1.1.1/x",
                "https://me:secret@1.1.1.1/x",
                "https://127.0.0.1/x",
                "https://localhost:8443/x",
                "https://[::1]/x",
                "https://10.0.0.1/x",
                "https://169.254.169.254/x",
                "https://nowhere.invalid/x",
                "file:///etc/passwd",
                "nothing",
                ""
            })
    void addressesThatAreNotPublicAreRefused(String address) {
        bot.rest().put(PATH, url(address)).invalid("url");
        bot.rest().get(PATH).refused(404, "NOT_FOUND");
    }

    @Test
    void badBodiesAreRefusedByName() {
        bot.rest().put(PATH, new JsonObject()).invalid("url");
        bot.rest().put(PATH, new JsonObject().put("url", 7)).invalid("url");
        bot.rest().put(PATH, url("https://1.1.1.1/" + "x".repeat(2000))).invalid("url");
    }

    @Test
    void strangersAreRefused() {
        parley.anonymous().get(PATH).refused(401, "UNAUTHENTICATED");
        parley.anonymous().put(PATH, url("https://1.1.1.1/x")).refused(401, "UNAUTHENTICATED");
        parley.anonymous().delete(PATH).refused(401, "UNAUTHENTICATED");
    }

    private static JsonObject url(String url) {
        return new JsonObject().put("url", url);
    }
}
