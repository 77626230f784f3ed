package dev.parley.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.it.client.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FaultProxyTest {
    private static final int PATIENCE_MS = 20_000;

    /** How long nothing must come before it is believed that nothing comes. */
    private static final int SILENCE_MS = 300;

    private final EchoServer server = new EchoServer();
    private final FaultProxy proxy = FaultProxy.before(server.port());

    @AfterEach
    void end() {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hear(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static void echoes(Socket socket, String text) throws IOException {
        say(socket, text);
        assertThat(hear(socket, text.length())).isEqualTo(text);
    }

    private static void hearsNothing(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MS);
    }

    private static void isReset(Socket socket) {
        // An orderly end would be -1.
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void itPassesEverythingOnInOrder() throws IOException {
        try (var socket = connect()) {
            var text = "0123456789".repeat(50_000); // more than all buffers on the way
            var said = CompletableFuture.runAsync(() -> {
                try {
                    say(socket, text);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(hear(socket, text.length())).isEqualTo(text);
            said.join();
        }
    }

    @Test
    void theEndOfOneSideIsTheEndOfTheOther() throws IOException {
        try (var socket = connect()) {
            say(socket, "last words");
            socket.shutdownOutput();
            assertThat(hear(socket, Integer.MAX_VALUE)).isEqualTo("last words");
        }
        Await.until("nothing is left of it", () -> proxy.connections() == 0);
    }

    @Test
    void delayHoldsEachChunkInEachDirection() throws IOException {
        try (var socket = connect()) {
            echoes(socket, "before");
            proxy.delay(Duration.ofMillis(120), Duration.ofMillis(80));
            for (int i = 0; i < 3; i++) {
                long began = System.nanoTime();
                echoes(socket, "slow");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            }
        }
    }

    @Test
    void throttleLetsNoMoreThroughThanItSays() throws IOException {
        try (var socket = connect()) {
            echoes(socket, "before");
            proxy.throttle(10_000);
            long began = System.nanoTime();
            echoes(socket, "x".repeat(5_000));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void whatIsHeldGoesOnAtOnceWhenItIsHealed() throws IOException {
        try (var socket = connect()) {
            echoes(socket, "before");
            proxy.delay(Duration.ofDays(1), Duration.ofDays(1));
            say(socket, "held");
            hearsNothing(socket);
            proxy.heal();
            assertThat(hear(socket, 4)).isEqualTo("held");
        }
    }

    @Test
    void stalledConnectionsFreezeAndGoOnWhereTheyWere() throws IOException {
        try (var before = connect()) {
            echoes(before, "before");
            proxy.stall();
            say(before, "frozen");
            try (var during = connect()) {
                say(during, "taken all the same");
                hearsNothing(during);
                hearsNothing(before);
                assertThat(server.heard()).isEqualTo("before".length());

                proxy.heal();
                assertThat(hear(before, 6)).isEqualTo("frozen");
                assertThat(hear(during, 18)).isEqualTo("taken all the same");
            }
        }
    }

    @Test
    void aStalledLineHoldsABoundedAmountAndMakesTheWriterWait() throws IOException {
        try (var socket = connect()) {
            echoes(socket, "before");
            proxy.stall();
            int much = 64 * 1024 * 1024;
            var said = CompletableFuture.supplyAsync(() -> {
                try {
                    for (int i = 0; i < much / 1_024; i++) {
                        say(socket, "x".repeat(1_024));
                    }
                    return "all of it";
                } catch (IOException ended) {
                    return "cut";
                }
            });
            hearsNothing(socket);
            assertThat(said).isNotDone(); // the kernel's buffers take some megabytes, we nothing
            proxy.resetAll();
            assertThat(said.join()).isEqualTo("cut");
        }
    }

    @Test
    void resetEndsWhatIsThereAndServesWhatComes() throws IOException {
        try (var before = connect()) {
            echoes(before, "before");
            proxy.resetAll();
            isReset(before);
            try (var after = connect()) {
                echoes(after, "after");
            }
        }
    }

    @Test
    void forgottenConnectionsStayOpenAndSilentEvenWhenHealed() throws IOException {
        try (var before = connect()) {
            echoes(before, "before");
            proxy.forgetAll();
            say(before, "lost");
            hearsNothing(before);
            try (var after = connect()) {
                echoes(after, "after");
            }
            proxy.heal();
            say(before, "lost too");
            hearsNothing(before);
            assertThat(server.heard()).isEqualTo("beforeafter".length());
        }
    }

    @Test
    void refusedAreOnlyNewOnes() throws IOException {
        try (var before = connect()) {
            echoes(before, "before");
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            echoes(before, "still here");

            proxy.heal();
            try (var after = connect()) {
                echoes(after, "after");
            }
        }
    }

    @Test
    void cutEndsEverythingUntilItIsHealedOnTheSamePort() throws IOException {
        try (var before = connect()) {
            echoes(before, "before");
            int port = proxy.port();
            proxy.cut();
            isReset(before);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

            proxy.heal();
            assertThat(proxy.port()).isEqualTo(port);
            try (var after = connect()) {
                echoes(after, "after");
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsAReset() throws IOException {
        server.close();
        try (var socket = connect()) {
            isReset(socket);
        }
    }
}
