package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {

    private static final List<String> ALL = List.of("PostgreSQL", "Redis", "MongoDB", "AMQP broker");

    private Path folder;

    @BeforeEach
    void choose(@TempDir Path temporary) {
        folder = temporary.resolve("data");
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        try (EmbeddedServers servers = TestFolders.start(folder);
                Probe probe = new Probe(servers.connections())) {
            probe.write("kept");
        }
        try (EmbeddedServers servers = TestFolders.start(folder);
                Probe probe = new Probe(servers.connections())) {
            assertThat(probe.serversThatHave("kept")).containsExactlyElementsOf(ALL);
        }
        assertThat(orphans()).isZero();
    }

    @Test
    void afterAKillTheNextStartCleansUpAndHasWhatWasWritten() throws Exception {
        try (ChildJvm parley = ChildJvm.start(ServersProcess.class, folder.toString(), "kept")) {
            assertThat(parley.nextLine()).isEqualTo("ready");
            assertThat(parley.nextLine()).isEqualTo("written");
            parley.kill();
        }
        List<ProcessHandle> left = children();
        assertThat(left).as("PostgreSQL and Redis outlive the kill").hasSize(2);
        try (EmbeddedServers servers = TestFolders.start(folder);
                Probe probe = new Probe(servers.connections())) {
            assertThat(left).noneMatch(new OrphanReaper(TestFolders.open(folder))::isOurs);
            assertThat(probe.serversThatHave("kept")).containsExactlyElementsOf(ALL);
            probe.write("and more");
        }
        assertThat(orphans()).isZero();
    }

    @Test
    void aKilledFirstStartIsNoObstacle() throws Exception {
        DataFolder data = TestFolders.open(folder);
        // What a kill in the middle of initdb leaves: a configuration, and no cluster to go with it.
        Files.writeString(data.postgres().resolve("postgresql.conf"), "");
        Files.writeString(data.postgres().resolve("PG_VERSION"), "17\n");
        try (EmbeddedServers servers = TestFolders.start(folder);
                Probe probe = new Probe(servers.connections())) {
            assertThat(probe.setting("server_version")).startsWith("17.");
        }
    }

    @Test
    void aTermStopsWhoUsesTheServersBeforeThemAndLeavesNoProcessBehind() throws Exception {
        try (ChildJvm parley = ChildJvm.start(ServersProcess.class, folder.toString(), "first")) {
            assertThat(parley.nextLine()).isEqualTo("ready");
            assertThat(parley.nextLine()).isEqualTo("written");
            assertThat(orphans()).isEqualTo(2);
            parley.terminate();
            assertThat(parley.nextLine()).isEqualTo("last words written");
            assertThat(orphans()).isZero();
        }
    }

    @Test
    void whoUsesTheServersIsStoppedBeforeThem() throws Exception {
        AtomicBoolean stillThere = new AtomicBoolean();
        EmbeddedServers servers = TestFolders.start(folder);
        Probe probe = new Probe(servers.connections());
        servers.beforeStop(() -> {
            probe.write("last words");
            probe.close();
            stillThere.set(true);
        });
        servers.close();
        assertThat(stillThere).isTrue();
        servers.close(); // again does nothing
        assertThat(orphans()).isZero();
    }

    @Test
    void aFailedStartLeavesTheFolderFreeAndNothingRunning() throws Exception {
        DataFolder data = TestFolders.open(folder);
        Files.writeString(
                data.mongo().resolve("parley.mv.db"), "not a store at all, but long enough to be read as one");
        assertThatThrownBy(() -> TestFolders.start(folder))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageStartingWith("MongoDB: cannot open " + data.mongo())
                .hasMessageNotContaining("\n");
        assertThat(orphans()).isZero();
        Files.delete(data.mongo().resolve("parley.mv.db"));
        TestFolders.start(folder).close();
    }

    @Test
    void aLostPasswordIsExplained() throws Exception {
        TestFolders.start(folder).close();
        DataFolder data = TestFolders.open(folder);
        Files.delete(data.secrets().resolve("postgres-password"));
        assertThatThrownBy(() -> TestFolders.start(folder))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("PostgreSQL: the data in " + data.postgres()
                        + " was made with another password than the one in secrets");
        assertThat(orphans()).isZero();
    }

    @Test
    void aFreshStartHasNothingOfBefore() throws Exception {
        Secret before;
        try (EmbeddedServers servers = TestFolders.start(folder);
                Probe probe = new Probe(servers.connections())) {
            probe.write("gone");
            before = servers.connections().redis().password();
        }
        try (EmbeddedServers servers = EmbeddedServers.start(folder, TestFolders.BINARIES, true, line -> {});
                Probe probe = new Probe(servers.connections())) {
            assertThat(probe.hasDocument("gone")).isFalse();
            assertThat(probe.redis("GET", "probe:gone")).isEqualTo("$-1");
            assertThat(probe.sqlText("SELECT to_regclass('probe') IS NULL")).isEqualTo("t");
            assertThat(servers.connections().redis().password()).isNotEqualTo(before);
        }
    }

    private long orphans() throws EmbeddedStartException {
        return children().size();
    }

    /** Our servers' processes on this folder, without PostgreSQL's own workers. */
    private List<ProcessHandle> children() throws EmbeddedStartException {
        OrphanReaper reaper = new OrphanReaper(TestFolders.open(folder));
        return ProcessHandle.allProcesses().filter(reaper::isOurs).toList();
    }
}
