package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds while the servers run; they are started once for all of it. */
class RunningServersTest {

    private static final List<String> PROGRESS =
            new ArrayList<>(); // reported one line at a time, and read after the start

    private static Path folder;
    private static EmbeddedServers servers;
    private static Probe probe;

    @BeforeAll
    static void start(@TempDir Path temporary) throws EmbeddedStartException {
        folder = temporary.resolve("data");
        servers = EmbeddedServers.start(folder, TestFolders.BINARIES, false, PROGRESS::add);
        probe = new Probe(servers.connections());
    }

    @AfterAll
    static void stop() {
        probe.close();
        servers.close();
    }

    @Test
    void progressNamesEveryServerWhenItWaitsAndWhenItIsReady() {
        for (String server : List.of("PostgreSQL", "Redis", "MongoDB", "AMQP broker")) {
            assertThat(PROGRESS).contains("waiting for " + server);
            assertThat(PROGRESS).anyMatch(line -> line.matches(server + " ready after \\d+\\.\\d s"));
        }
        assertThat(PROGRESS).hasSize(8);
    }

    @Test
    void aSecondParleyOnTheFolderIsRefusedInOneLine() throws Exception {
        try (ChildJvm second = ChildJvm.start(ServersProcess.class, folder.toString())) {
            assertThat(second.nextLine())
                    .isEqualTo("refused: " + folder + " is in use by another Parley (pid "
                            + ProcessHandle.current().pid() + ")");
            assertThat(second.exitCode()).isEqualTo(1);
        }
        probe.write("undisturbed");
        assertThat(probe.serversThatHave("undisturbed")).hasSize(4);
    }

    @Test
    void postgresKeepsWhatItAcknowledges() throws Exception {
        assertThat(probe.setting("fsync")).isEqualTo("on");
        assertThat(probe.setting("synchronous_commit")).isEqualTo("on");
        assertThat(probe.setting("full_page_writes")).isEqualTo("on");
    }

    @Test
    void redisKeepsAnAppendOnlyFile() throws Exception {
        String info = probe.redisText("INFO", "persistence");
        assertThat(info).contains("aof_enabled:1").contains("loading:0");
        assertThat(probe.redisText("CONFIG", "GET", "appendfsync")).contains("everysec");
    }

    @Test
    void everyServerListensOnLoopbackOnly() throws Exception {
        assertThat(probe.setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(Path.of("/tmp/.s.PGSQL." + servers.connections().postgres().port()))
                .doesNotExist();
        assertThat(probe.redisText("CONFIG", "GET", "bind"))
                .contains("127.0.0.1")
                .doesNotContain("::");
        // Another loopback address is enough to tell a server on 127.0.0.1 from one on all addresses.
        EmbeddedConnections at = servers.connections();
        for (int port : List.of(
                at.postgres().port(),
                at.redis().port(),
                at.mongo().port(),
                at.broker().port())) {
            assertThatThrownBy(() -> Probe.touch("127.0.0.2", port)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theRoleOfParleyIsNoSuperuser() throws Exception {
        assertThat(probe.setting("is_superuser")).isEqualTo("off");
    }

    @Test
    void lettersOfAllLanguagesHaveACase() throws Exception {
        assertThat(probe.sqlText("SELECT lower('ÄÉЖ')")).isEqualTo("äéж");
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        Secret wrong = Secret.generate();
        EmbeddedConnections real = servers.connections();
        PostgresEndpoint postgres = real.postgres();
        BrokerEndpoint broker = real.broker();
        assertThatThrownBy(() -> Probe.sql(new PostgresEndpoint(
                        postgres.host(), postgres.port(), postgres.database(), postgres.user(), wrong)))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> RedisConnection.open(real.redis().port(), wrong))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> Probe.amqp(new BrokerEndpoint(broker.host(), broker.port(), "/", broker.user(), wrong)))
                .isInstanceOf(PossibleAuthenticationFailureException.class);
    }
}
