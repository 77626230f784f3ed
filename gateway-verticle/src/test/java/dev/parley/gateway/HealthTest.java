package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.health.HealthReport.Dependency;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();

    @BeforeEach
    void everybodyIsWell() {
        GatewayConfig.ALL_ROLES.forEach(role -> report(role, new Dependency("store", true)));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private void report(String role, Dependency dependency) {
        gateway.verticles.answer(HealthAddresses.of(role), ask -> new HealthReport(role, List.of(dependency)));
    }

    private HttpResponse<String> ready() {
        var response = http.get("/health/ready");
        OpenApi.load(gateway.host).assertAllows("ready", response);
        return response;
    }

    private static Iterable<String> down(HttpResponse<String> response) {
        return OpenApi.texts(HttpCalls.json(response).getJsonArray("down"));
    }

    @Test
    void itLivesWhateverIsDown() {
        gateway.verticles.ignore(HealthAddresses.of("auth"));
        assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void itIsReadyWhenEveryRoleIsWell() {
        var response = ready();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(down(response)).isEmpty();
    }

    @Test
    void aStoreThatIsDownIsNamed() {
        report("auth", new Dependency("PostgreSQL", false));
        var response = ready();
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(down(response)).containsExactly("auth: PostgreSQL");
    }

    @Test
    void rolesThatDoNotAnswerAreNamed() {
        gateway.verticles.ignore(HealthAddresses.of("message"));
        gateway.verticles.ignore(HealthAddresses.of("presence"));
        var response = http.get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(down(response)).containsExactly("message", "presence");
    }

    @Test
    void rolesAreAskedAllAtOnce() {
        var presenceAsked = Promise.<HealthReport>promise();
        var messageAsked = Promise.<HealthReport>promise();
        gateway.verticles.on(HealthAddresses.of("message"), ask -> {
            messageAsked.tryComplete(new HealthReport("message", List.of()));
            return presenceAsked.future();
        });
        gateway.verticles.on(HealthAddresses.of("presence"), ask -> {
            presenceAsked.tryComplete(new HealthReport("presence", List.of()));
            return messageAsked.future();
        });
        assertThat(http.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void rolesAreAskedOnceASecondHoweverManyAskHere() {
        for (int i = 0; i < 10; i++) {
            assertThat(http.get("/health/ready").statusCode()).isEqualTo(200);
        }
        long asked = gateway.verticles.timesAsked(CheckHealth.class);
        assertThat(asked).isEqualTo(GatewayConfig.ALL_ROLES.size());
        report("auth", new Dependency("PostgreSQL", false));
        gateway.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(http.get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void aGatewayThatLeavesIsNotReadyButLives() {
        gateway.drain();
        var response = ready();
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(HttpCalls.json(response).getString("status")).isEqualTo("draining");
        assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
    }
}
