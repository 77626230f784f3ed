package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoCrashTest {

    private static final int INSERTS_BEFORE_THE_KILL = 2_000;

    @Test
    void aJournaledInsertIsSafeFromAKillOnceItIsAcknowledged(@TempDir Path temporary) throws Exception {
        Path folder = temporary.resolve("data");
        List<String> acknowledged = new ArrayList<>();
        try (ChildJvm writer = ChildJvm.start(MongoWriter.class, folder.toString())) {
            while (acknowledged.size() < INSERTS_BEFORE_THE_KILL) {
                String id = writer.nextLine();
                assertThat(id).isNotEmpty();
                acknowledged.add(id);
            }
            writer.kill();
        }

        EmbeddedMongoServer mongo = new EmbeddedMongoServer(TestFolders.open(folder), 0);
        mongo.start();
        try (MongoProbe probe = new MongoProbe(mongo.endpoint())) {
            assertThat(acknowledged).allMatch(probe::has);
        } finally {
            mongo.stop();
        }
    }
}
