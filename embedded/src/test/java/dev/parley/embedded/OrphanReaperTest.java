package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanReaperTest {

    private static final Secret PASSWORD = Secret.generate();

    private DataFolder data;
    private OrphanReaper reaper;
    private EmbeddedRedisServer redis;

    @BeforeEach
    void startAServer(@TempDir Path temporary) throws EmbeddedStartException {
        data = TestFolders.open(temporary.resolve("data"));
        reaper = new OrphanReaper(data);
        redis = new EmbeddedRedisServer(data, PASSWORD, reaper, 0);
        redis.start();
    }

    @AfterEach
    void stopIt() {
        redis.stop();
    }

    @Test
    void aServerOnThisFolderIsStopped() throws Exception {
        ProcessHandle server = recorded();
        assertThat(reaper.isOurs(server)).isTrue();
        assertThat(new OrphanReaper(data).reap()).isEqualTo(1);
        assertThat(reaper.isOurs(server)).isFalse();
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void aServerWhosePidWasNeverWrittenDownIsStoppedToo() throws Exception {
        ProcessHandle server = recorded();
        Files.delete(pidFile());
        assertThat(new OrphanReaper(data).reap()).isEqualTo(1);
        assertThat(reaper.isOurs(server)).isFalse();
    }

    @Test
    void aServerOnAnotherFolderIsLeftAlone(@TempDir Path other) throws Exception {
        DataFolder otherData = TestFolders.open(other);
        Files.copy(pidFile(), otherData.run().resolve("redis.pid"));
        assertThat(new OrphanReaper(otherData).reap()).isZero();
        assertThat(recorded().isAlive()).isTrue();
    }

    @Test
    void aStrangerWithTheRecordedPidIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            reaper.record("postgres", stranger.toHandle());
            assertThat(new OrphanReaper(data).reap()).as("Redis only").isEqualTo(1);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aStrangerThatOnlyMentionsTheFolderIsLeftAlone() throws Exception {
        Process stranger =
                new ProcessBuilder("tail", "-f", "/dev/null", data.redis().toString()).start();
        try {
            assertThat(reaper.isOurs(stranger.toHandle())).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aPidThatWasGivenToALaterProcessIsNotTakenForTheRecordedOne() throws Exception {
        long pid = recorded().pid();
        PidFile earlier = new PidFile(pid, Instant.now().minusSeconds(3600));
        assertThat(earlier.process()).isEmpty();
    }

    @Test
    void aServerThatIgnoresTermIsKilled() throws Exception {
        ProcessHandle server = recorded();
        // A stopped process cannot act on TERM; KILL needs nobody's consent.
        Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(server.pid())).start();
        assertThat(stop.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(new OrphanReaper(data, Duration.ofMillis(200)).reap()).isEqualTo(1);
        assertThat(reaper.isOurs(server)).isFalse();
    }

    @Test
    void aDamagedPidFileIsNoObstacle() throws Exception {
        Files.writeString(pidFile(), "no pid at all");
        assertThat(new OrphanReaper(data).reap()).isEqualTo(1);
    }

    private ProcessHandle recorded() throws Exception {
        return PidFile.read(pidFile()).flatMap(PidFile::process).orElseThrow();
    }

    private Path pidFile() {
        return data.run().resolve("redis.pid");
    }
}
