package dev.parley.launcher.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.Script;
import dev.parley.launcher.metrics.ProcessMetrics;
import dev.parley.model.bus.Bus;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a container's health check makes of a management server's answers. */
class HealthyScriptTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final AtomicBoolean draining = new AtomicBoolean();
    private final int port = new ManagementServer(
                    vertx,
                    bus,
                    new ManagementConfig("0.0.0.0", 0),
                    new NodeFacts("node-1", List.of("message"), Instant.EPOCH, draining::get, null, () -> 3),
                    new ProcessMetrics("node-1", List.of("message")))
            .listen()
            .await()
            .actualPort();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aNodeWhoseStoresAreThereIsHealthy() throws Exception {
        serveHealth(true);
        assertThat(healthy("ready").status()).isZero();
    }

    @Test
    void aNodeWithoutItsStoreIsNotAndSaysWhich() throws Exception {
        serveHealth(false);
        var asked = healthy("ready");
        assertThat(asked.status()).isNotZero();
        assertThat(asked.output()).contains("MongoDB");
        assertThat(healthy("live").status()).isZero();
    }

    @Test
    void aNodeThatDrainsIsNot() throws Exception {
        serveHealth(true);
        draining.set(true);
        assertThat(healthy("ready").status()).isNotZero();
    }

    @Test
    void aNodeThatDoesNotListenIsNot() throws Exception {
        vertx.close().await();
        var asked = healthy("live");
        assertThat(asked.status()).isNotZero();
        assertThat(asked.output()).contains("nothing listens on port " + port);
    }

    private void serveHealth(boolean storeIsUp) {
        bus.serve(
                        HealthAddresses.of("message"),
                        asked -> Future.succeededFuture(new HealthReport(
                                "message", List.of(new HealthReport.Dependency("MongoDB", storeIsUp)))))
                .await();
    }

    private Script.Done healthy(String what) throws Exception {
        return Script.run(Map.of("PARLEY_MANAGEMENT_PORT", Integer.toString(port)), "docker/healthy", what);
    }
}
