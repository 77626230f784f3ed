package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisServerTest {
    @TempDir
    Path folder;

    /** As a process does that was forked while the program was being unpacked. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void programThatSomebodyHasOpenForWritingIsTriedAgain() throws Exception {
        DataFolder data = DataFolder.open(folder.resolve("data"), folder.resolve("programs"));
        var program = RedisBinary.unpack(data.binaries());
        var redis = new EmbeddedRedisServer(data, Secret.generate(), new OrphanReaper(data), 0);
        try (var writer = FileChannel.open(program, StandardOpenOption.WRITE)) {
            var starting = CompletableFuture.runAsync(() -> start(redis));
            var log = data.logs().resolve("redis.log.1"); // of the attempt before
            while (!Files.exists(log) && !starting.isDone()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(starting).isNotDone();
            assertThat(log).content().contains("Text file busy");
            writer.close();
            starting.get(30, TimeUnit.SECONDS);
            assertThat(redis.endpoint().port()).isPositive();
        } finally {
            redis.stop();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void programThatEndsAtOnceIsReportedByWhatItSaid() throws Exception {
        DataFolder data = DataFolder.open(folder.resolve("data"), folder.resolve("programs"));
        Files.writeString(RedisBinary.unpack(data.binaries()), "#!/bin/sh\necho FATAL: no such thing; exit 3\n");
        var redis = new EmbeddedRedisServer(data, Secret.generate(), new OrphanReaper(data), 0);

        assertThatThrownBy(redis::start).hasMessageContaining("Redis: FATAL: no such thing");
    }

    private static void start(EmbeddedRedisServer redis) {
        try {
            redis.start();
        } catch (EmbeddedStartException e) {
            throw new IllegalStateException(e);
        }
    }
}
