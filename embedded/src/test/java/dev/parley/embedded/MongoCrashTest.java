package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoCrashTest {

    private static final int INSERTS_BEFORE_THE_KILL = 2_000;

    /** The commit delay of 50 ms, and room for a machine that is busy with the rest of the build. */
    private static final Duration LOSS_WINDOW = Duration.ofMillis(500);

    @Test
    void anInsertIsSafeFromAKillHalfASecondAfterItWasAcknowledged(@TempDir Path temporary) throws Exception {
        Path folder = temporary.resolve("data");
        List<String> acknowledged = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        long killed;
        try (ChildJvm writer = ChildJvm.start(MongoWriter.class, folder.toString())) {
            while (acknowledged.size() < INSERTS_BEFORE_THE_KILL) {
                String id = writer.nextLine();
                assertThat(id).isNotEmpty();
                acknowledged.add(id);
                times.add(System.nanoTime());
            }
            killed = System.nanoTime();
            writer.kill();
        }

        EmbeddedMongoServer mongo = new EmbeddedMongoServer(TestFolders.open(folder), 0);
        mongo.start();
        try (MongoProbe probe = new MongoProbe(mongo.endpoint())) {
            int lost = 0;
            for (int i = 0; i < acknowledged.size(); i++) {
                Duration age = Duration.ofNanos(killed - times.get(i));
                if (!probe.has(acknowledged.get(i))) {
                    lost++;
                    assertThat(age).as("age of a lost insert at the kill").isLessThan(LOSS_WINDOW);
                }
            }
            System.out.printf("of %d acknowledged inserts %d were lost%n", acknowledged.size(), lost);
            assertThat(acknowledged.size() - lost).isPositive();
        } finally {
            mongo.stop();
        }
    }
}
