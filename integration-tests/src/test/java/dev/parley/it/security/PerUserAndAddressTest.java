package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.operations.Scrape;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one user may ask for, and what one address may open, where nothing else is limited. */
class PerUserAndAddressTest {
    private static final int BURST = 20;
    private static final int SOCKETS = 5;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ParleyProcess process;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Parley parley;

    @BeforeAll
    static void start() {
        process = ParleyProcess.start(
                "per-user-and-address",
                Folders.fresh("per-user-and-address"),
                Settings.generousWith(
                        "gateway.limits.userRequestsPerSecond", "1",
                        "gateway.limits.userRequestBurst", Integer.toString(BURST),
                        "gateway.limits.connectionsPerAddress", Integer.toString(SOCKETS)));
        parley = Parley.at(process);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void userWithTooManyRequestsIsToldWhenToComeBackAndNobodyElseIs() {
        var ann = parley.user("Ann");
        var bob = parley.user("Bob");

        var answers = IntStream.range(0, 3 * BURST)
                .mapToObj(i -> ann.rest().get("/users/me"))
                .toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeGreaterThanOrEqualTo(BURST);
        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() != 200).toList();
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            answer.refused(429, "RATE_LIMITED");
            assertThat(Integer.parseInt(answer.header("retry-after"))).isPositive();
        });
        assertThat(counted("userRequestsPerSecond")).isGreaterThanOrEqualTo(refused.size());
        assertThat(counted("requestsPerSecond")).isZero();
        bob.rest().get("/users/me").expect(200);
        Await.until(
                "after a pause it goes on", () -> ann.rest().get("/users/me").status() == 200);
    }

    @Test
    void addressWithTooManySocketsGetsNoFurtherOneByAnyDoor() {
        var open = new ArrayList<Connection>();
        try {
            for (int i = 0; i < SOCKETS; i++) {
                open.add(parley.user("User" + i).connect(Door.values()[i % Door.values().length]));
            }

            for (var door : Door.values()) {
                assertThat(door.upgrade(parley, Map.of())).as(door.name()).isEqualTo(429);
            }

            assertThat(open).allMatch(Connection::isOpen);
            assertThat(counted("connectionsPerAddress")).isEqualTo(Door.values().length);
            open.get(0).close();
            Await.until("there is room again", () -> Door.WEBSOCKET.upgrade(parley, Map.of()) == 101);
        } finally {
            open.forEach(Connection::close);
        }
    }

    private static double counted(String limit) {
        return Scrape.of(process.data()).sum("parley_gateway_refused_total", "limit=\"" + limit + "\"");
    }
}
