package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Script;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code scripts/keys rotate} while people renew their tokens and use them: nobody is refused, nobody's socket ends. */
class KeyRotationTest {
    private static final int PEOPLE = 8;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ParleyProcess process;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Parley parley;

    private final Set<String> signers = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();

    @BeforeAll
    static void start() {
        process = ParleyProcess.start("key-rotation", Folders.fresh("key-rotation"), Settings.GENEROUS);
        parley = Parley.at(process);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void nobodyIsRefusedWhileKeysAreExchanged() {
        var users = IntStream.range(0, PEOPLE)
                .mapToObj(i -> parley.user("Holder" + i))
                .toList();
        var sockets = Arrays.stream(Door.values()).map(users.get(0)::connect).toList();
        try {
            var before = kid(users.get(0).accessToken());
            var working = users.stream()
                    .map(user -> CompletableFuture.runAsync(() -> work(user)))
                    .toList();
            rotate();
            Await.until("the new key signs", () -> signers.size() == 2);
            over.set(true);
            working.forEach(one -> Await.result("whoever worked has ended", one));

            assertThat(statuses).containsExactly(200);
            assertThat(signers).contains(before);
            assertThat(users.get(0).rest().get("/users/me").status())
                    .as("with a token of the key before")
                    .isEqualTo(200);
            sockets.forEach(socket -> socket.request("ping", new JsonObject()).ok());
            assertThat(published()).hasSize(2);
        } finally {
            over.set(true);
            sockets.forEach(Connection::close);
        }
    }

    @Test
    void leakedKeyIsNotBelievedAnyMore() {
        var user = parley.user("Robbed");

        rotate("--leaked");

        Await.until(
                "the key before is refused", () -> user.rest().get("/users/me").status() == 401);
        var renewed = user.refreshed();
        assertThat(renewed.rest().get("/users/me").status()).isEqualTo(200);
        assertThat(published()).containsExactly(kid(renewed.accessToken()));
    }

    /** Renews the token and shows it, again and again. */
    private void work(TestUser user) {
        var current = user;
        while (!over.get()) {
            current = current.refreshed();
            signers.add(kid(current.accessToken()));
            statuses.add(current.rest().get("/users/me").status());
        }
    }

    private static void rotate(String... more) {
        var arguments = new ArrayList<>(List.of(
                "rotate", "--directory", process.data().resolve("secrets/keys").toString()));
        arguments.addAll(List.of(more));
        Script.run("keys", arguments);
    }

    private static List<String> published() {
        return parley.anonymous().fetch("/.well-known/jwks.json").expect(200).objects("keys").stream()
                .map(key -> key.getString("kid"))
                .toList();
    }

    private static String kid(String token) {
        var header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(new String(header, StandardCharsets.UTF_8)).getString("kid");
    }
}
