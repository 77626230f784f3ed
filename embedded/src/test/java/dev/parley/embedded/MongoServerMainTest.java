package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoServerMainTest {
    private static final Pattern READY = Pattern.compile("ready at mongodb://127\\.0\\.0\\.1:(\\d+); data in .*");

    @Test
    void servesUntilItIsToldToStopAndKeepsItsData(@TempDir Path temporary) throws Exception {
        Path folder = temporary.resolve("mongo");
        try (ChildJvm first = start(folder, 0)) {
            try (MongoProbe probe = new MongoProbe(endpoint(first.nextLine()))) {
                probe.insert("kept");
            }
            first.terminate();
        }
        try (ChildJvm second = start(folder, 0);
                MongoProbe probe = new MongoProbe(endpoint(second.nextLine()))) {
            assertThat(probe.has("kept")).isTrue();
        }
    }

    @Test
    void aTakenPortEndsItAtOnce(@TempDir Path temporary) throws Exception {
        try (ChildJvm first = start(temporary.resolve("one"), 0)) {
            int port = endpoint(first.nextLine()).port();
            try (ChildJvm second = start(temporary.resolve("two"), port)) {
                assertThat(second.nextLine()).isEmpty();
                assertThat(second.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void aFolderThatIsNoneEndsItAtOnce(@TempDir Path temporary) throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "no folder");
        try (ChildJvm child = start(file, 0)) {
            assertThat(child.nextLine()).isEmpty();
            assertThat(child.exitCode()).isEqualTo(1);
        }
    }

    private static ChildJvm start(Path folder, int port) throws Exception {
        return ChildJvm.start(MongoServerMain.class, "--port", Integer.toString(port), "--data", folder.toString());
    }

    private static MongoEndpoint endpoint(String line) {
        Matcher ready = READY.matcher(line);
        assertThat(ready.matches()).as(line).isTrue();
        return new MongoEndpoint(Loopback.HOST, Integer.parseInt(ready.group(1)), "parley");
    }
}
