package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.GetSigningKeys;
import dev.parley.model.auth.GetUser;
import dev.parley.model.auth.RefreshTokens;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.postgres.PostgresFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void withoutTheStoreEverythingButTheKeysIsUnavailableInTime() {
        var server = PostgresFixture.start();
        try (var node = AuthNode.start(server.newDatabase())) {
            var ada = node.register("ada");
            var tokens = node.logIn("ada");

            server.close();

            var began = System.nanoTime();
            assertThat(node.refusal(AuthAddresses.LOG_IN, AuthNode.attempt("ada", AuthNode.PASSWORD))
                            .code())
                    .isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(node.refusal(AuthAddresses.GET_USER, new GetUser(ada.id()))
                            .code())
                    .isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(node.refusal(AuthAddresses.REFRESH, new RefreshTokens(tokens.refreshToken(), "192.0.2.1", null))
                            .code())
                    .isEqualTo(FailureCode.UNAVAILABLE);
            assertThat(node.ask(AuthAddresses.SIGNING_KEYS, new GetSigningKeys())
                            .keys())
                    .hasSize(1);
            assertThat(node.ask(HealthAddresses.of("auth"), new CheckHealth()).dependencies())
                    .containsExactly(new HealthReport.Dependency("PostgreSQL", false));
        }
    }
}
