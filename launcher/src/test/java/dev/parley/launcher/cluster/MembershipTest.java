package dev.parley.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.FailureException;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real nodes on loopback, all in this process. */
@Timeout(120)
class MembershipTest {
    private static final Address<CheckHealth, HealthReport> QUESTION =
            Address.address("parley.test.question", CheckHealth.class, HealthReport.class);
    private static final HealthReport ANSWER =
            new HealthReport("test", List.of(new HealthReport.Dependency("Örtlich", true)));

    private final SelfSignedCertificate keys = SelfSignedCertificate.create();
    private final SelfSignedCertificate otherKeys = SelfSignedCertificate.create();
    private final List<Node> nodes = new ArrayList<>();
    private final int port = freePort();

    private record Node(Membership membership, Vertx vertx, Bus bus) {}

    @AfterEach
    void close() throws TimeoutException {
        for (var node : nodes) {
            node.vertx.close().await(20, TimeUnit.SECONDS);
            node.membership.terminate();
        }
        keys.delete();
        otherKeys.delete();
    }

    @Test
    void recordsCrossBetweenNodes() throws TimeoutException {
        var one = join(null);
        var other = join(null);
        serve(one);

        assertThat(one.membership.size()).isEqualTo(2);
        assertThat(ask(other)).isEqualTo(ANSWER);
    }

    @Test
    void aQuestionForThisProcessDoesNotLeaveIt() throws TimeoutException {
        var one = join(null);
        var other = join(null);
        serve(one);

        assertThat(one.bus.requestHere(QUESTION, new CheckHealth()).await(20, TimeUnit.SECONDS))
                .isEqualTo(ANSWER);
        assertThatThrownBy(
                        () -> other.bus.requestHere(QUESTION, new CheckHealth()).await(20, TimeUnit.SECONDS))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void whomTheOthersReachIsNotDeaf() throws TimeoutException {
        var one = join(null);
        join(null)
                .bus
                .serve(
                        Address.address("parley.test.idle", CheckHealth.class, Done.class),
                        q -> Future.succeededFuture(Done.DONE))
                .await(20, TimeUnit.SECONDS);
        var deaf = new ArrayList<String>();
        for (var node : nodes) {
            new SelfProbe(
                            node.vertx,
                            node.bus,
                            node.membership::size,
                            Duration.ofMillis(1_500),
                            deaf::add,
                            System::nanoTime)
                    .start()
                    .await(20, TimeUnit.SECONDS);
        }
        // Longer than what would make it deaf, were it not reached.
        one.vertx.timer(5, TimeUnit.SECONDS).await(20, TimeUnit.SECONDS);
        assertThat(deaf).isEmpty();
    }

    @Test
    void withKeysTheyTalkAndWithOthersTheyDoNot() throws TimeoutException {
        var one = join(tls(keys));
        var friend = join(tls(keys));
        var stranger = join(tls(otherKeys));
        serve(one);

        assertThat(ask(friend)).isEqualTo(ANSWER);
        assertThatThrownBy(() -> ask(stranger)).isInstanceOf(FailureException.class);
    }

    private Node join(@Nullable TlsFiles tls) throws TimeoutException {
        var members = List.of("127.0.0.1:" + port, "127.0.0.1:" + (port + 1), "127.0.0.1:" + (port + 2));
        var membership = Membership.join(
                new ClusterConfig("test-" + port, members, "127.0.0.1", port, Duration.ofSeconds(5), tls));
        var vertx = membership
                .apply(Vertx.builder(), new VertxOptions())
                .buildClustered()
                .await(30, TimeUnit.SECONDS);
        var node = new Node(membership, vertx, new Bus(vertx));
        nodes.add(node);
        return node;
    }

    private static TlsFiles tls(SelfSignedCertificate keys) {
        return new TlsFiles(keys.certificatePath(), keys.privateKeyPath(), keys.certificatePath());
    }

    private static void serve(Node node) throws TimeoutException {
        node.bus.serve(QUESTION, asked -> Future.succeededFuture(ANSWER)).await(20, TimeUnit.SECONDS);
    }

    private static HealthReport ask(Node node) throws TimeoutException {
        return node.bus.request(QUESTION, new CheckHealth()).await(20, TimeUnit.SECONDS);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Math.min(socket.getLocalPort(), 65_000);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
