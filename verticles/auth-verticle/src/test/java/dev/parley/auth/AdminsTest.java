package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.RefreshTokens;
import dev.parley.model.auth.Tokens;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose tokens say that they may do what operators do, and until when. */
@Timeout(60)
class AdminsTest {
    @Test
    void thoseWhoAreNamedAreByNameAddressOrIdAndNobodyElse() {
        var postgres = PostgresFixture.freshDatabase();
        String cysId;
        try (var node = AuthNode.start(postgres)) {
            cysId = node.register("cyd").id().value();
            assertThat(roles(node.logIn("cyd"))).as("nobody is, by default").isNull();
        }
        var admins = Admins.of(List.of("Ada", "BOB@example.org", cysId));
        try (var node = AuthNode.start(postgres, admins)) {
            for (var name : List.of("ada", "bob", "dan")) {
                node.register(name);
            }
            for (var name : List.of("ada", "bob", "cyd")) {
                assertThat(roles(node.logIn(name))).as(name).isEqualTo("[\"admin\"]");
            }
            assertThat(roles(node.logIn("dan"))).isNull();
        }
    }

    @Test
    void whoIsNoLongerNamedIsNoneByTheNextToken() {
        var postgres = PostgresFixture.freshDatabase();
        Tokens tokens;
        try (var node = AuthNode.start(postgres, Admins.of(List.of("ada")))) {
            node.register("ada");
            tokens = node.logIn("ada");
            assertThat(roles(tokens)).isEqualTo("[\"admin\"]");
        }
        try (var node = AuthNode.start(postgres, Admins.NONE)) {
            var next = node.ask(AuthAddresses.REFRESH, new RefreshTokens(tokens.refreshToken(), "192.0.2.1", null));
            assertThat(roles(next)).isNull();
        }
    }

    private static @Nullable String roles(Tokens tokens) {
        var payload = Base64.getUrlDecoder().decode(tokens.accessToken().split("\\.", -1)[1]);
        var claims = new JsonObject(new String(payload, StandardCharsets.UTF_8));
        return claims.containsKey("roles") ? claims.getJsonArray("roles").encode() : null;
    }
}
