package dev.parley.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Several;
import dev.parley.it.client.TestUser;
import dev.parley.it.fault.Services;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.ProcessMemory;
import dev.parley.it.system.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Everybody's network fails in the same moment, and within half a minute everybody comes back as the SDK does, while others
 * chat on: all are back, nobody who stayed notices more than a delay, and presence tells the truth again.
 */
@Tag("faults")
@Isolated("needs the machine for itself")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ReconnectTest {
    /** Who come back. */
    private static final int RETURN = Integer.getInteger("parley.reconnects", 1_000);

    /** Who lose their network too and do not come back. */
    private static final int AWAY = RETURN / 50;

    /** Of presence (contract, section 2): for each so many there is somebody who knows them all. */
    private static final int PAGE = 200;

    private static final int STAY = Math.max(40, (RETURN + AWAY) / 50);
    private static final int GROUP = 20;
    private static final int MESSAGES_PER_SECOND = 75;
    private static final int CHARACTERS = 200;
    private static final int CONNECTED_PER_SECOND = 400;

    /** A minute of the long form. */
    private static final Duration QUIET = Duration.ofSeconds(Math.min(60, 10 + RETURN / 200));

    /** Within which networks come back; what the SDK waits (half a second at first, then longer) comes on top of it. */
    private static final Duration SPREAD = Duration.ofSeconds(Long.getLong("parley.spreadSeconds", 30));

    private static final Duration WARM_WITHIN = Duration.ofMinutes(4);
    private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(5);
    private static final Duration BACK_WITHIN = Duration.ofMinutes(4);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

    private static final String HEAP = "jvm_memory_used_bytes";

    @Test
    void everybodyIsBackAndWhoStayedGoesOn() {
        var folder = Folders.fresh("reconnects");
        try (var services = Services.start(folder);
                var process = ParleyProcess.onServers(
                        "reconnects",
                        Folders.fresh("reconnects-parley"),
                        services.config(),
                        Settings.generousWith(
                                "auth.accessTokenTtl", "2 hours",
                                "auth.hashing.memory", "1 MiB",
                                "auth.hashing.passes", "1"));
                var swarm = new Swarm(Parley.at(process))) {
            storm(process, swarm);
        }
    }

    private static void storm(ParleyProcess process, Swarm swarm) {
        var parley = Parley.at(process);
        var memory = new ProcessMemory(process.pid());
        var stay = Several.make("Reconnects: who stay", STAY, i -> parley.user("Stayer" + i));
        var go = Several.make("Reconnects: who go", RETURN + AWAY, i -> parley.user("Goer" + i));
        // Who shares a direct room sees the other's presence.
        var rooms = Several.make("Reconnects: rooms", go.size(), i -> go.get(i).directRoom(stay.get(i / PAGE)));
        print("memory of the idle server: " + describe(memory));

        var talk = talk(swarm, stay);
        var goers = IntStream.range(0, go.size())
                .mapToObj(i -> new Returner(swarm, go.get(i).accessToken(), rooms.get(i)))
                .toList();
        var first = new Journey();
        swarm.run(() -> IntStream.range(0, goers.size())
                .forEach(i -> swarm.later(
                        1_000L * i / CONNECTED_PER_SECOND, () -> goers.get(i).come(first))));
        Await.until("all are connected", CONNECTED_WITHIN, () -> first.arrivals() >= goers.size());
        print("connected: " + first);
        var pages = pages(stay, go);
        settles("everybody is online", () -> pages.stream().allMatch(Page::isTrue));
        print("memory with everybody connected: " + describe(memory));

        talk.begin(MESSAGES_PER_SECOND);
        Await.until("it has warmed up", WARM_WITHIN, () -> talk.flows(1_000));
        talk.phases().next("quiet");
        Await.passes(QUIET);
        print(talk.phases().next("storm").toString());

        var back = new Journey();
        try (var peaks = Peaks.watch(process.management()).of(HEAP, "area=\"heap\"")) {
            swarm.run(() -> {
                goers.subList(0, RETURN).forEach(goer -> goer.cut(back, SPREAD));
                goers.subList(RETURN, goers.size()).forEach(Returner::cutForGood);
            });
            long cut = System.nanoTime();
            Await.until("all are back", BACK_WITHIN, () -> back.arrivals() >= RETURN || !process.isAlive());
            print("back: " + back);
            pages.forEach(page -> page.expectAway(go.subList(RETURN, go.size())));
            settles("presence is true again", () -> pages.stream().allMatch(Page::isTrue));
            print("presence is true again %d ms after the cut".formatted((System.nanoTime() - cut) / 1_000_000));
            print(talk.phases().next("after").toString());
            print("most heap in use, garbage included: %.0f MiB".formatted(peaks.most(HEAP) / (1 << 20)));
        }
        print("memory after it: " + describe(memory));
        Await.passes(Duration.ofSeconds(5));
        talk.stop();
        print(talk.phases().now().toString());
        var findings = talk.verdict();
        print("history: " + findings);

        assertThat(process.isAlive()).isTrue();
        assertThat(process.log().text()).doesNotContain("OutOfMemoryError");
        assertThat(back.arrivals()).as("%s", back).isEqualTo(RETURN);
        assertThat(talk.lost()).as("connections of those who stayed that ended").isZero();
        assertThat(findings.violations()).isEmpty();
        assertThat(findings.count("stored")).isGreaterThanOrEqualTo(findings.count("acknowledged"));
        Await.until(
                "everyone who stayed has heard everything", () -> talk.missed().isEmpty());
        assertThat(process.log().alarms()).isEmpty();
    }

    private static Talk talk(Swarm swarm, List<TestUser> stay) {
        var talk = new Talk(swarm, Folders.fresh("history-reconnects"));
        for (int from = 0; from < stay.size(); from += GROUP) {
            var group = stay.subList(from, Math.min(from + GROUP, stay.size()));
            var room = group.get(0).groupRoom("Room " + from, group.stream().skip(1));
            group.forEach(user -> talk.join(user, room, CHARACTERS, true));
        }
        return talk;
    }

    private static List<Page> pages(List<TestUser> stay, List<TestUser> go) {
        var pages = new ArrayList<Page>();
        for (int from = 0; from < go.size(); from += PAGE) {
            pages.add(new Page(stay.get(from / PAGE), go.subList(from, Math.min(from + PAGE, go.size()))));
        }
        return pages;
    }

    /** What one of those who stayed is shown of two hundred others. */
    private static final class Page {
        private final TestUser viewer;
        private final List<String> ids;
        private final String path;
        private List<String> away = List.of();

        Page(TestUser viewer, List<TestUser> shown) {
            this.viewer = viewer;
            this.ids = shown.stream().map(TestUser::id).toList();
            this.path = "/presence?userIds=" + String.join(",", ids);
        }

        void expectAway(List<TestUser> users) {
            var gone = users.stream().map(TestUser::id).collect(Collectors.toSet());
            away = ids.stream().filter(gone::contains).toList();
        }

        /** Everybody is shown online but those who are away. */
        boolean isTrue() {
            var answer = viewer.rest().get(path);
            return answer.status() == 200
                    && answer.objects("presence").stream()
                            .allMatch(presence -> presence.getString("status")
                                    .equals(away.contains(presence.getString("userId")) ? "offline" : "online"));
        }
    }

    private static void settles(String what, BooleanSupplier condition) {
        Await.until(what, SETTLED_WITHIN, condition);
    }

    private static String describe(ProcessMemory memory) {
        return "heap after a full collection %d MiB, resident %d MiB, most resident %d MiB"
                .formatted(memory.heapKb() >> 10, memory.residentKb() >> 10, memory.mostResidentKb() >> 10);
    }

    private static void print(String what) {
        System.out.println("Reconnects: " + what);
    }
}
